"""The port to a certificate authority: it certifies a public key for a signatory, never sees a private key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from loanwright.contracts.model import Signatory
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """A PKCS#10 request (DER), proof that the asker holds the key, and who they were found to be."""

    signatory: Signatory
    pkcs10: bytes


@dataclass(frozen=True, slots=True)
class IssuedCertificate:
    """A certificate and those above it, its root last; all DER."""

    certificate: bytes
    chain: tuple[bytes, ...]


class CertificateAuthority(Protocol):
    """Whoever vouches that a key belongs to a person."""

    def certify(self, uow: UnitOfWork, request: CertificateRequest) -> IssuedCertificate:
        """A certificate for the request's key.

        Raises:
            CertificateRefused: the request does not prove possession of the key.
        """

    def anchors(self, uow: UnitOfWork) -> tuple[bytes, ...]:
        """Root certificates (DER) that signatures may lead to; empty before the first certificate."""
