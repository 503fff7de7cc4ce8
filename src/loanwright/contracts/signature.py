"""What a signature is made with, and where in a document it stands. Light: making one is `signing`'s."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

_POINTS_PER_MM = 72 / 25.4
_PAGE_HEIGHT_MM = 297


@dataclass(frozen=True, slots=True)
class Credential:
    """A private key with its certificate and the certificates above it, all DER."""

    private_key: EllipticCurvePrivateKey
    certificate: bytes
    chain: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature's drawing goes: on the last page, in millimetres from its top left corner."""

    field: str
    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The same as a PDF rectangle: points from the bottom left corner."""
        corners = (
            self.left,
            _PAGE_HEIGHT_MM - self.top - self.height,
            self.left + self.width,
            _PAGE_HEIGHT_MM - self.top,
        )
        left, bottom, right, top = (int(corner * _POINTS_PER_MM) for corner in corners)
        return left, bottom, right, top


BORROWER = Place("Borrower", left=42, top=87, width=70, height=26)
LENDER = Place("Lender", left=42, top=146, width=42, height=42)
CERTIFICATE_SEAL = Place("Lender", left=132, top=118, width=42, height=42)
