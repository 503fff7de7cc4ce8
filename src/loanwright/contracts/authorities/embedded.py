"""A certificate authority in our own house, for trying things out.

It is no lawful certification service (Electronic Signature Law, articles 16 to 18): it vouches for nobody to the
outside. Its root is made at first use and its key kept encrypted in the database. A licensed authority replaces it
behind the same port.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from loanwright.contracts import repository
from loanwright.contracts.authority import CertificateRequest, IssuedCertificate
from loanwright.contracts.model import Signatory
from loanwright.contracts.repository import Identity
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal

ROOT = "embedded-root"

_ROOT_LIFE = timedelta(days=365 * 20)
# Without a time-stamp token (PAdES B-B) a reader checks the chain at the present day, so a certificate must live as
# long as its contract is kept. Its key is destroyed after one signature, so nobody can use the years that remain.
_CERTIFICATE_LIFE = timedelta(days=365 * 15)
_CLOCK_SKEW = timedelta(minutes=5)
_MAY_SIGN = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
_MAY_CERTIFY = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


class CertificateRefused(Refusal):
    """The request is not signed with the key it asks a certificate for."""


class EmbeddedAuthority:
    """`CertificateAuthority` with its root in our database."""

    def certify(self, uow: UnitOfWork, request: CertificateRequest) -> IssuedCertificate:
        """A certificate for the request's key, by our root.

        Raises:
            CertificateRefused
        """
        asked = x509.load_der_x509_csr(request.pkcs10)
        if not asked.is_signature_valid:
            raise CertificateRefused()
        root = self._root(uow)
        issuer = x509.load_der_x509_certificate(root.certificate)
        key = load_pem_private_key(root.private_key.encode(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        life = _builder(_name(request.signatory), issuer.subject, uow.now, _CERTIFICATE_LIFE)
        issued = (
            life.public_key(asked.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_MAY_SIGN, critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False)  # type: ignore[arg-type]
            .sign(key, SHA256())
        )
        return IssuedCertificate(issued.public_bytes(Encoding.DER), (root.certificate,))

    def anchors(self, uow: UnitOfWork) -> tuple[bytes, ...]:
        """Our root, once there is one."""
        root = repository.find_identity(uow, ROOT)
        return (root.certificate,) if root else ()

    def _root(self, uow: UnitOfWork) -> Identity:
        return repository.find_identity(uow, ROOT) or repository.add_identity(uow, _new_root(uow.now))


def _new_root(now: datetime) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(Signatory("Loanwright embedded authority (not licensed)", "embedded"))
    root = (
        _builder(name, name, now, _ROOT_LIFE)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_MAY_CERTIFY, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Identity(ROOT, root.public_bytes(Encoding.DER), pem)


def _builder(subject: x509.Name, issuer: x509.Name, now: datetime, life: timedelta) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_SKEW)
        .not_valid_after(now + life)
    )


def _name(signatory: Signatory) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, signatory.name),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, signatory.identifier),
        ]
    )
