"""Signatures inside the PDF: PAdES baseline B-B (ETSI EN 319 142-1) by pyHanko, as incremental updates.

Every signature covers the whole file as it was when it was made, so nothing before it can change unnoticed, and what is
added after it shows as added. What a person sees is a drawing (PDF with embedded fonts, so the file stays PDF/A); what
counts is the signature behind it.

This module and `verification` load pyHanko, which takes longer than the rest of the application; whoever needs them
imports them when it comes to that.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from loanwright.contracts.signature import Credential, Place


def with_fields(pdf: bytes, *places: Place) -> bytes:
    """The document with empty signature fields, so that signing adds nothing but signatures."""
    writer = _Update(BytesIO(pdf))
    for place in places:
        append_signature_field(writer, SigFieldSpec(place.field, on_page=-1, box=place.box))
    return _written(writer)


def signed(pdf: bytes, place: Place, credential: Credential, drawing: bytes, at: datetime) -> bytes:
    """The document with one more signature: `drawing` (a PDF page) shown at `place`, `at` as the signing time."""
    metadata = PdfSignatureMetadata(field_name=place.field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    with TemporaryDirectory(prefix="loanwright-") as folder:
        page = Path(folder) / "drawing.pdf"
        page.write_bytes(drawing)
        style = StaticStampStyle.from_pdf_file(str(page), border_width=0)
        signer = _SignerAt(metadata, _signer(credential), stamp_style=style)
        signer.at = at
        output = signer.sign_pdf(_Update(BytesIO(pdf)), existing_fields_only=True)
    content: bytes = output.getvalue()
    return content


class _Update(IncrementalPdfFileWriter):
    """An incremental update that leaves the document's metadata alone.

    The library would write the machine's time and its own form of XMP, and so put the declaration of PDF/A at risk.
    """

    def _update_meta(self) -> None:
        pass


class _SignerAt(PdfSigner):
    """Signs with the time it is given: the library would read the clock of the machine."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  the library's signature
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def _signer(credential: Credential) -> SimpleSigner:
    key = credential.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register_multiple([x509.Certificate.load(der) for der in credential.chain])
    return SimpleSigner(
        signing_cert=x509.Certificate.load(credential.certificate),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=store,
    )


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
