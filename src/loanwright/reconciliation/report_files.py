"""The daily report as files: PDF to sign and keep, XLSX to go on with. Both print the same sections."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import xlsxwriter

from loanwright.contracts.api import rendered
from loanwright.reconciliation.proof import BalanceProof, DailyReport

Cell = str | int | date | Decimal

_TEMPLATE = Path(__file__).with_name("templates") / "daily_report.typ"


class Language(StrEnum):
    """In which language a report reads."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the report."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def report_pdf(report: DailyReport, issuer: str, language: Language, at: datetime) -> bytes:
    """As PDF/A."""
    words = _words(language)
    sheet = {
        "title": words["title"],
        "issuer": issuer,
        "number": f"{report.account} · {report.day}",
        "language": language.value,
        "page": words["number"],
        "none": words["none"],
        "sections": [
            {
                "title": section.title,
                "headings": section.headings,
                "rows": [[_printed(cell) for cell in row] for row in section.rows],
            }
            for section in sections_of(report, language)
        ],
    }
    return rendered(_TEMPLATE, sheet, at)


def report_xlsx(report: DailyReport, language: Language) -> bytes:
    """As a workbook, a sheet a section."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        bold = book.add_format({"bold": True, "bottom": 1})
        for section in sections_of(report, language):
            page = book.add_worksheet(section.title[:31])
            page.set_column(0, len(section.headings) - 1, 26)
            page.write_row(0, 0, section.headings, bold)
            for number, row in enumerate(section.rows, 1):
                _write(page, number, row, formats)
    return written.getvalue()


def sections_of(report: DailyReport, language: Language) -> Sequence[Section]:
    """What the report says, as tables."""
    words = _words(language)

    def section(title: str, headings: Sequence[str], rows: Iterator[tuple[Cell, ...]]) -> Section:
        return Section(words[title], tuple(words[each] for each in headings), tuple(rows))

    return (
        section("proof", ("account", "amount"), _proof_rows(report, words)),
        section("rules", ("rule", "entries", "received", "paid"), _rule_rows(report, words)),
        section("exceptions", ("category", "cases", "oldest", "amount"), _exception_rows(report, words)),
        section("gateways", ("gateway", "collected", "kept", "withdrawn", "arrived"), _gateway_rows(report, words)),
    )


def _proof_rows(report: DailyReport, words: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    yield report.account, report.day
    if report.proof is None:
        yield words["not_closed"], ""
        return
    yield from _sum_rows(report.proof, words)


def _sum_rows(proof: BalanceProof, words: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for name in ("bank", "unbooked", "untold", "ledger", "difference"):
        yield words[name], getattr(proof, name).decimal
    yield words["proven" if proof.is_proven else "broken"], ""


def _rule_rows(report: DailyReport, words: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for line in report.rules:
        name = words["rule_names"][line.rule]
        yield name, line.entries, line.received.decimal, line.paid.decimal


def _exception_rows(report: DailyReport, words: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for line in report.exceptions:
        name = words["category_names"][line.category.value]
        yield name, line.cases, line.oldest_on, line.amount.decimal


def _gateway_rows(report: DailyReport, words: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for line in report.gateways:
        amounts = (line.collected, line.kept, line.withdrawn, line.arrived)
        yield words["gateway_names"][line.gateway], *(amount.decimal for amount in amounts)


def _printed(cell: Cell) -> str:
    return f"{cell:,.2f}" if isinstance(cell, Decimal) else str(cell)


def _write(page: Any, number: int, row: Sequence[Cell], formats: dict[type, Any]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(number, column, cell)
        else:
            page.write(number, column, cell, formats.get(type(cell)))


@cache
def _words(language: Language) -> dict[str, Any]:
    listed: dict[str, dict[str, Any]] = tomllib.loads(
        files(__package__).joinpath("report_words.toml").read_text(encoding="utf-8")
    )
    return listed[language.value]
