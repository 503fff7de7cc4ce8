"""When a loan is settled: a sealed certificate for the borrower, and the evidence in one file for the archive."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from loanwright.contracts import ceremony, queries, repository, rules
from loanwright.contracts.ceremony import SealPurpose
from loanwright.contracts.model import Contract, Settlement
from loanwright.contracts.rendering import SETTLEMENT_CERTIFICATE, rendered, template_of
from loanwright.contracts.sheet import grouped
from loanwright.contracts.signature import CERTIFICATE_SEAL
from loanwright.documents.api import Document, DocumentFacts, archive
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.ids import reference

CERTIFICATE = "settlement-certificate"
BUNDLE = "evidence-bundle"

_NUMBER_PREFIX = "JQ"  # 结清
_LANGUAGE = "zh-CN"


def archive_settlement(uow: UnitOfWork, settlement: Settlement) -> tuple[Document, Document]:
    """Archive the settlement certificate (for the borrower too) and the evidence bundle (staff only), in this order.

    The caller leaves the audit record.

    Raises:
        ContractUnknown: a loan taken over from elsewhere has no contract here.
        ContractNotSigned
    """
    contract = rules.known(repository.find_of_application(uow, settlement.application_id))
    rules.require_signed(contract)
    return _archive_certificate(uow, contract, settlement), _archive_bundle(uow, contract)


def _archive_certificate(uow: UnitOfWork, contract: Contract, settlement: Settlement) -> Document:
    from loanwright.contracts.signing import with_fields  # noqa: PLC0415  slow to load: see there

    number = reference(_NUMBER_PREFIX, contract.id)
    sheet = {
        **{key: contract.sheet[key] for key in ("lender", "borrower", "product", "amount")},
        "number": number,
        "contract_number": contract.number,
        "disbursed_on": settlement.disbursed_on.isoformat(),
        "settled_on": settlement.settled_on.isoformat(),
        "issued_on": uow.business_date.isoformat(),
        "repaid_total": grouped(settlement.repaid_total),
    }
    pdf = rendered(template_of(SETTLEMENT_CERTIFICATE, _LANGUAGE), sheet, uow.now)
    fielded = with_fields(pdf, CERTIFICATE_SEAL)
    sealed, _ = ceremony.seal_as_lender(uow, contract.sheet["lender"], fielded, CERTIFICATE_SEAL, SealPurpose.BUSINESS)
    facts = DocumentFacts(CERTIFICATE, "application", contract.application_id, f"{number}.pdf", contract.party_id)
    return archive(uow, sealed, facts)


def _archive_bundle(uow: UnitOfWork, contract: Contract) -> Document:
    content = json.dumps(_bundle(uow, contract), ensure_ascii=False, indent=2, sort_keys=True).encode()
    facts = DocumentFacts(
        kind=BUNDLE,
        subject="application",
        subject_id=contract.application_id,
        file_name=f"{contract.number}-evidence.json",
        media_type="application/json",
    )
    return archive(uow, content, facts)


def _bundle(uow: UnitOfWork, contract: Contract) -> dict[str, Any]:
    checked = queries.verification_of(uow, contract.id)
    return {
        "contract_id": str(contract.id),
        "contract_number": contract.number,
        "application_id": str(contract.application_id),
        "evidence": [
            {"seq": step.seq, "kind": step.kind.value, "at": step.at.isoformat(), **step.detail}
            for step in checked.evidence
        ],
        "anchors": [_pem(der) for der in queries.anchors(uow)],
        "verified_at": uow.now.isoformat(),
        "faults": sorted(checked.faults),
    }


def _pem(certificate: bytes) -> str:
    return load_der_x509_certificate(certificate).public_bytes(Encoding.PEM).decode()
