"""The journal and account statements as files: CSV for programs, XLSX for people, from the same rows.

Rows are written as they are read, so a file as long as the books needs no more memory than a page of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.ledger.chart import ChartAccount, Code
from loanwright.ledger.queries.entries import AccountStatement, EntryView, StatementLine
from loanwright.ledger.reports import Accounts

MOST_ROWS = 1_048_575
"""What a worksheet holds below its headings."""

Cell = str | date | Decimal


class ExportTooLong(Refusal):
    """More rows than a worksheet holds; ask for fewer days, or for CSV."""


class FileFormat(StrEnum):
    """What kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


class Language(StrEnum):
    """In which language headings and account titles are."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and rows; a cell is text, a day or an amount."""

    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


_BEFORE = {
    Language.ZH: ("记账日期", "起息日", "分录号", "行号", "来源"),
    Language.EN: ("Business date", "Value date", "Entry", "Line", "Source"),
}
_JOURNAL = {
    Language.ZH: ("借方科目", "借方名称", "贷方科目", "贷方名称", "金额"),
    Language.EN: ("Debit", "Debit title", "Credit", "Credit title", "Amount"),
}
_STATEMENT = {
    Language.ZH: ("对方科目", "对方名称", "借方", "贷方", "余额（借方为正）"),
    Language.EN: ("Counter account", "Counter title", "Debit", "Credit", "Balance (debit positive)"),
}
_AFTER = {Language.ZH: ("产品", "贷款"), Language.EN: ("Product", "Loan")}


def journal_sheet(entries: Iterable[EntryView], accounts: Accounts, language: Language) -> Sheet:
    """One row a posting."""
    headings = (*_BEFORE[language], *_JOURNAL[language], *_AFTER[language])
    return Sheet(headings, _journal_rows(entries, accounts, language))


def statement_sheet(
    statement: AccountStatement, lines: Iterable[StatementLine], accounts: Accounts, language: Language
) -> Sheet:
    """One row a posting, after a row with the opening balance."""
    headings = (*_BEFORE[language], *_STATEMENT[language], *_AFTER[language])
    return Sheet(headings, _statement_rows(statement, lines, accounts, language))


def written(sheet: Sheet, file_format: FileFormat) -> bytes:
    """The file.

    Raises:
        ExportTooLong: too many rows for a worksheet.
    """
    match file_format:
        case FileFormat.CSV:
            return _csv(sheet)
        case FileFormat.XLSX:
            return _xlsx(sheet)


def _journal_rows(entries: Iterable[EntryView], accounts: Accounts, language: Language) -> Iterator[Sequence[Cell]]:
    for entry in entries:
        for one in entry.postings:
            yield (
                entry.business_date,
                entry.value_on,
                str(entry.id),
                str(one.seq),
                entry.source,
                one.debit,
                _title(accounts, one.debit, language),
                one.credit,
                _title(accounts, one.credit, language),
                one.amount.decimal,
                one.product or "",
                str(one.loan_id or ""),
            )


def _statement_rows(
    statement: AccountStatement, lines: Iterable[StatementLine], accounts: Accounts, language: Language
) -> Iterator[Sequence[Cell]]:
    opening = {Language.ZH: "期初余额", Language.EN: "Opening balance"}[language]
    yield (statement.from_, statement.from_, "", "", opening, "", "", "", "", statement.opening.decimal, "", "")
    for line in lines:
        yield (
            line.business_date,
            line.value_on,
            str(line.entry_id),
            str(line.seq),
            line.source,
            line.counter_account,
            _title(accounts, line.counter_account, language),
            *_columns(line.amount),
            line.balance.decimal,
            line.product or "",
            str(line.loan_id or ""),
        )


def _columns(amount: Money) -> tuple[Cell, Cell]:
    return (amount.decimal, "") if amount.minor > 0 else ("", (-amount).decimal)


def _title(accounts: Accounts, code: Code, language: Language) -> str:
    account: ChartAccount = accounts[code]
    return account.zh if language is Language.ZH else account.en


def _csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark: without it a spreadsheet takes Chinese for something else."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.headings)
    writer.writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _xlsx(sheet: Sheet) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": folder})
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.headings) - 1, 16)
        page.write_row(0, 0, sheet.headings, book.add_format({"bold": True, "bottom": 1}))
        for number, row in enumerate(sheet.rows, start=1):
            if number > MOST_ROWS:
                raise ExportTooLong(most=MOST_ROWS)
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, column, cell)
                else:
                    page.write(number, column, cell, formats[type(cell)])
        book.close()
        return path.read_bytes()
