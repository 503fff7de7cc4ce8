"""The ceremony: both signatures put into the document, one after the other.

The borrower's key is made here for this one signature and goes when the function returns; it is never written anywhere.
The lender's seal comes last, so it covers the borrower's signature too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from cryptography import x509

from loanwright.contracts import keys, signature
from loanwright.contracts.model import Contract, Signatory
from loanwright.contracts.rendering import SEAL, SIGNATURE, rendered
from loanwright.contracts.signature import Credential, Place
from loanwright.infra.institution import time_zone
from loanwright.infra.unit_of_work import UnitOfWork

_SERIAL_SHOWN = 16


@dataclass(frozen=True, slots=True)
class SignatureProof:
    """What identifies one signature afterwards."""

    field: str
    signer: str
    certificate_serial: str
    certificate_sha256: str
    document_sha256: str  # of the whole file up to and including this signature

    @property
    def detail(self) -> dict[str, str]:
        """As evidence."""
        return {
            "field": self.field,
            "signer": self.signer,
            "certificate_serial": self.certificate_serial,
            "certificate_sha256": self.certificate_sha256,
            "document_sha256": self.document_sha256,
        }


def sign_as_borrower(uow: UnitOfWork, contract: Contract, pdf: bytes) -> tuple[bytes, SignatureProof]:
    """The document with the borrower's signature."""
    person = contract.sheet["borrower"]
    # A certificate's serialNumber attribute allows no asterisks (X.520 PrintableString).
    signatory = Signatory(person["name"], person["id_number"].replace("*", "-"))
    credential = keys.ceremony_credential(uow, signatory)
    drawing = {
        "name": signatory.name,
        "signed_at": uow.now.astimezone(time_zone(uow)).isoformat(" ", "seconds"),
        "certificate": serial_of(credential.certificate)[:_SERIAL_SHOWN].upper(),
    }
    shown = rendered(SIGNATURE, drawing, uow.now)
    signed = _signed(uow, pdf, signature.BORROWER, credential, shown)
    return signed, _proof(signature.BORROWER, signatory, credential, signed)


class SealPurpose(StrEnum):
    """Which seal: a lender has one for contracts and one for everything it certifies."""

    CONTRACT = "contract"
    BUSINESS = "business"


def seal_as_lender(
    uow: UnitOfWork, lender: dict[str, str], pdf: bytes, place: Place, purpose: SealPurpose
) -> tuple[bytes, SignatureProof]:
    """The document with the lender's seal at `place`."""
    signatory = Signatory(lender["name"], lender["registration_number"])
    credential = keys.seal_credential(uow, signatory)
    shown = rendered(SEAL, {"name": signatory.name, "purpose": purpose.value}, uow.now)
    sealed = _signed(uow, pdf, place, credential, shown)
    return sealed, _proof(place, signatory, credential, sealed)


def serial_of(certificate: bytes) -> str:
    """The serial number of a certificate (DER), hexadecimal."""
    return f"{x509.load_der_x509_certificate(certificate).serial_number:x}"


def _signed(uow: UnitOfWork, pdf: bytes, place: Place, credential: Credential, drawing: bytes) -> bytes:
    from loanwright.contracts.signing import signed  # noqa: PLC0415  slow to load: see there

    return signed(pdf, place, credential, drawing, uow.now)


def _proof(place: Place, signatory: Signatory, credential: Credential, pdf: bytes) -> SignatureProof:
    return SignatureProof(
        field=place.field,
        signer=signatory.name,
        certificate_serial=serial_of(credential.certificate),
        certificate_sha256=hashlib.sha256(credential.certificate).hexdigest(),
        document_sha256=hashlib.sha256(pdf).hexdigest(),
    )
