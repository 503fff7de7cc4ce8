"""What a file is, and which reader reads it: by what is in it, never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from loanwright.reconciliation.model import Statement
from loanwright.reconciliation.readers.bai2 import looks_like_bai2, read_bai2
from loanwright.reconciliation.readers.camt import bodies, read_camt
from loanwright.reconciliation.readers.delimited import Row, delimiters, rows
from loanwright.reconciliation.readers.encoding import decode
from loanwright.reconciliation.readers.mapping import ColumnMapping
from loanwright.reconciliation.readers.mt940 import looks_like_swift, read_mt940
from loanwright.reconciliation.readers.ofx import looks_like_ofx, read_ofx
from loanwright.reconciliation.readers.pain002 import BODY, read_pain002
from loanwright.reconciliation.readers.qif import looks_like_qif, read_qif
from loanwright.reconciliation.readers.spreadsheet import (
    html_rows,
    looks_like_archive,
    looks_like_html,
    looks_like_spreadsheet,
    sheets,
    unpacked,
)
from loanwright.reconciliation.readers.table import has_titles, read_table
from loanwright.reconciliation.readers.untitled import read_untitled
from loanwright.reconciliation.readers.xml_document import looks_like_xml, named, parse
from loanwright.reconciliation.rules import (
    StatementColumnsUnknown,
    StatementFileEmpty,
    StatementFileTooLarge,
    StatementFormatUnknown,
)

LARGEST_FILE = 256 << 20

_XML_DECLARATION = re.compile(rb"<\?xml\s")

# An archive in an archive is nothing a bank sends.
_DEEPEST = 1


def read_statements(data: bytes, mapping: ColumnMapping | None = None) -> list[Statement]:
    """Every statement of the file, at least one. With a mapping the file is a table with those columns.

    Raises:
        StatementFileEmpty, StatementFileTooLarge, StatementFileUnsafe, StatementFormatUnknown, StatementColumnsUnknown
    """
    if len(data) > LARGEST_FILE:
        raise StatementFileTooLarge
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise StatementFileEmpty
    found = _read(data, mapping, 0)
    if not found:
        raise StatementFormatUnknown
    return found


def _read(data: bytes, mapping: ColumnMapping | None, depth: int) -> list[Statement]:
    if looks_like_spreadsheet(data):
        tables = [_mapped(sheet, mapping, "xlsx") for sheet in sheets(data)]
        return [table for table in tables if table]
    if looks_like_archive(data):
        return list(_members(data, mapping, depth))
    text, warnings = decode(data)
    return [replace(each, warnings=(*warnings, *each.warnings)) for each in _read_text(data, text, mapping)]


def _members(data: bytes, mapping: ColumnMapping | None, depth: int) -> Iterator[Statement]:
    """The statements of an archive's files, for many banks pack a day; what is no statement is passed over."""
    if depth >= _DEEPEST:
        raise StatementFormatUnknown
    for name, content in unpacked(data):
        try:
            found = _read(content, mapping, depth + 1) if content.strip() else []
        except StatementFormatUnknown:
            found = []
        for statement in found:
            yield replace(statement, warnings=tuple(f"{name}: {warning}" for warning in statement.warnings))


def _read_text(data: bytes, text: str, mapping: ColumnMapping | None) -> list[Statement]:
    if mapping is None:
        if looks_like_ofx(text):
            return read_ofx(text)
        if looks_like_html(text):
            table = read_table(html_rows(text), "html")
            return [table] if table else []
        if looks_like_xml(text):
            return _read_xml(data)
        if looks_like_swift(text):
            return read_mt940(text)
        if looks_like_qif(text):
            return read_qif(text)
        if looks_like_bai2(text):
            return read_bai2(text)
    return _read_delimited(text, mapping)


def _read_xml(data: bytes) -> list[Statement]:
    """The statements of the document, or of several that somebody has put one behind the other into one file."""
    whole = _read_document(data)
    begins = [found.start() for found in _XML_DECLARATION.finditer(data)]
    if len(begins) < 2:
        return whole
    documents = [data[begin:end] for begin, end in zip(begins, [*begins[1:], len(data)], strict=True)]
    apart = [statement for document in documents for statement in _read_document(document)]
    return apart if len(apart) > len(whole) else whole


def _read_document(data: bytes) -> list[Statement]:
    document = parse(data)
    found = [statement for body in bodies(document) for statement in read_camt(document, body)]
    found += [statement for body in named(document.root, BODY) for statement in read_pain002(document, body)]
    return [replace(statement, warnings=(*document.warnings, *statement.warnings)) for statement in found]


def _read_delimited(text: str, mapping: ColumnMapping | None) -> list[Statement]:
    """The table by the delimiter under which its titles, or those of the mapping, are found."""
    refused: StatementColumnsUnknown | None = None
    for delimiter in delimiters(text):
        table = rows(text, delimiter)
        try:
            if (mapping or has_titles(table)) and (found := _mapped(table, mapping, "csv")):
                return [found]
        except StatementColumnsUnknown as unknown:
            refused = refused or unknown
    if refused:
        raise refused
    untitled = (read_untitled(rows(text, delimiter), "csv") for delimiter in delimiters(text))
    return list(islice(filter(None, untitled), 1)) if mapping is None else []


def _mapped(table: list[Row], mapping: ColumnMapping | None, kind: str) -> Statement | None:
    if mapping is None:
        return read_table(table, kind)
    begins, columns = mapping.columns(table)
    return read_table(table[begins:], kind, columns)
