"""Spreadsheets as rows of cells: XLSX, XLS and ODS by calamine, and the HTML tables that call themselves XLS.

A packed file is unpacked here first, only to count: calamine would follow a small file into gigabytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree, html
from python_calamine import CalamineError, CalamineWorkbook

from loanwright.reconciliation.readers.delimited import Row
from loanwright.reconciliation.rules import StatementFileTooLarge, StatementFormatUnknown

_PAGE = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE html|<html|<table|<meta|<head|<style)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_LARGEST_UNPACKED = 512 << 20
# Text shrinks to a twentieth; what shrinks to less than this was made to grow.
_MOST_GROWTH = 200
_SMALL = 16 << 20
_CHUNK = 1 << 20
_MOST_MEMBERS = 5_000


def looks_like_spreadsheet(data: bytes) -> bool:
    """Whether the file is an OLE document, or an archive with a workbook in it."""
    return data.startswith(_OLE) or (data.startswith(_ZIP) and any(_is_workbook(name) for name in _names(data)))


def looks_like_archive(data: bytes) -> bool:
    """Whether the file is a ZIP archive."""
    return data.startswith(_ZIP)


def looks_like_html(text: str) -> bool:
    """Whether the text is a web page with a table."""
    return bool(_PAGE.match(text[:4000])) and "<tr" in text.lower()


def sheets(data: bytes) -> Iterator[list[Row]]:
    """The rows of each sheet that has any.

    Raises:
        StatementFileTooLarge: it unpacks to more than any statement.
        StatementFormatUnknown: it is damaged or locked by a password.
    """
    if data.startswith(_ZIP):
        for _ in unpacked(data):
            pass
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, ValueError, OSError):
        raise StatementFormatUnknown from None
    for table in tables:
        found = [Row(tuple(map(_shown, cells)), number) for number, cells in enumerate(table, 1)]
        if rows := [row for row in found if any(row.cells)]:
            yield rows


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The members of a ZIP archive, refused before they are too much.

    Raises:
        StatementFileTooLarge, StatementFormatUnknown
    """
    total, most = 0, min(max(_SMALL, _MOST_GROWTH * len(data)), _LARGEST_UNPACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise StatementFileTooLarge
            for member in members:
                content = bytearray()
                with archive.open(member) as stream:
                    while chunk := stream.read(_CHUNK):
                        total += len(chunk)
                        if total > most:
                            raise StatementFileTooLarge
                        content += chunk
                yield member.filename, bytes(content)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise StatementFormatUnknown from None


def html_rows(text: str) -> list[Row]:
    """The rows of all tables of a web page; a table within a cell is read for itself."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise StatementFormatUnknown from None
    found = [
        Row(tuple(_cell(cell) for cell in row if cell.tag in ("td", "th")), row.sourceline or 0)
        for row in root.iter("tr")
    ]
    return [row for row in found if any(row.cells)]


def _cell(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).replace("\xa0", " ").split())


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []


def _is_workbook(name: str) -> bool:
    return name.startswith("xl/") or name in ("[Content_Types].xml", "content.xml")


def _shown(value: object) -> str:
    """A cell as a person would read it: whole numbers without a point, dates in ISO order."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{int(value)}" if value.is_integer() else repr(value)
    return str(value).strip()
