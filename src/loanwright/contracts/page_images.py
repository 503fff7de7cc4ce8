"""A document's pages as pictures, with their text: a contract that reads well on a phone, where PDF viewers do not.

The pictures are made from the very bytes that are (or will be) signed, never from the data behind them.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from threading import Lock

import pypdfium2 as pdfium

from loanwright.kernel.refusals import Refusal

_PIXELS_PER_POINT = 2  # 144 dpi: sharp at the width of a phone
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2  # PNG's colour type: three bytes a pixel
_PDFIUM = Lock()  # the library may be used by one thread at a time


class ContractPageUnknown(Refusal):
    """The document has no such page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, counted from 1, and its text for those who listen instead of look."""

    number: int
    text: str


def pages_of(content: bytes) -> tuple[Page, ...]:
    """All pages of a PDF in order."""
    with _PDFIUM, pdfium.PdfDocument(content) as document:
        return tuple(Page(number, _text(page)) for number, page in enumerate(document, start=1))


def picture_of(content: bytes, number: int) -> bytes:
    """One page as PNG.

    Raises:
        ContractPageUnknown
    """
    with _PDFIUM, pdfium.PdfDocument(content) as document:
        if not 1 <= number <= len(document):
            raise ContractPageUnknown(page=number, pages=len(document))
        document.init_forms()  # signatures are form fields: without this they are not drawn
        bitmap = document[number - 1].render(scale=_PIXELS_PER_POINT, rev_byteorder=True)
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        return _png(bitmap.width, bitmap.height, [rows[y * stride :][: bitmap.width * 3] for y in range(bitmap.height)])


def _text(page: pdfium.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_bounded().split())


def _png(width: int, height: int, rows: list[bytes]) -> bytes:
    """ISO/IEC 15948: header, one compressed stream of unfiltered rows, end."""
    header = struct.pack(">IIBBBBB", width, height, 8, _RGB, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
