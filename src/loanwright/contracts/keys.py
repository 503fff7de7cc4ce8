"""Keys for signing: the borrower's, made for one ceremony and gone after it, and the lender's, kept."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from loanwright.contracts import repository
from loanwright.contracts.authority import CertificateAuthority, CertificateRequest
from loanwright.contracts.model import Signatory
from loanwright.contracts.repository import Identity
from loanwright.contracts.signature import Credential
from loanwright.infra.unit_of_work import UnitOfWork

_SEAL = "lender-seal"


def ceremony_credential(uow: UnitOfWork, signatory: Signatory) -> Credential:
    """A fresh key with a certificate for `signatory`. It exists only in memory, in the caller's hands."""
    return _certified(uow, ec.generate_private_key(ec.SECP256R1()), signatory)


def seal_credential(uow: UnitOfWork, lender: Signatory) -> Credential:
    """The lender's key and certificate; made at first use, kept encrypted, one per lender name."""
    name = f"{_SEAL}:{lender.identifier}"
    identity = repository.find_identity(uow, name) or _new_seal(uow, name, lender)
    key = load_pem_private_key(identity.private_key.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return Credential(key, identity.certificate, _authority(uow).anchors(uow))


def _new_seal(uow: UnitOfWork, name: str, lender: Signatory) -> Identity:
    made = _certified(uow, ec.generate_private_key(ec.SECP256R1()), lender)
    pem = made.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return repository.add_identity(uow, Identity(name, made.certificate, pem))


def _certified(uow: UnitOfWork, key: ec.EllipticCurvePrivateKey, signatory: Signatory) -> Credential:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, signatory.name)])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, SHA256())
    issued = _authority(uow).certify(uow, CertificateRequest(signatory, request.public_bytes(Encoding.DER)))
    return Credential(key, issued.certificate, issued.chain)


def _authority(uow: UnitOfWork) -> CertificateAuthority:
    return uow.adapter(CertificateAuthority)
