"""What must hold of every signed contract; `loanwright verify` runs it."""

from __future__ import annotations

from collections.abc import Generator

from loanwright.contracts import queries, repository
from loanwright.documents.api import document_of, stored_bytes
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof


def _signatures_hold(uow: UnitOfWork) -> Generator[Finding, None, int]:
    """The application can rewrite neither evidence nor the archive's rows: both must name the same bytes."""
    from loanwright.contracts.verification import verify_seal  # noqa: PLC0415  slow to load: see `signing`

    checked, anchors = 0, queries.anchors(uow)
    for seal in repository.seals(uow):
        checked += 1
        document = document_of(uow, seal.document_id)
        if document.sha256.hex() != seal.document_sha256:
            yield Finding(f"contract {seal.contract_id}", "the archived document is not the one that was sealed")
        content = stored_bytes(uow, document) or b""
        for fault in sorted(verify_seal(content, anchors, uow.now, seal.certificate_serial)):
            yield Finding(f"contract {seal.contract_id}", fault.value)
    return checked


PROOFS = (
    Proof(
        "signatures",
        "每份已签合同的签名均有效，且覆盖全文",
        "Every signed contract's signature is valid and covers the whole document",
        _signatures_hold,
    ),
)
