"""Statements of real banks and wallets: none of their entries is lost, none is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from loanwright.kernel.refusals import Refusal
from loanwright.reconciliation.api import Statement, read_statements

VECTORS = sorted(path for path in (Path(__file__).parent / "vectors").iterdir() if path.suffix != ".md")

# Rows of the tables, counted by eye; other formats are counted by their own marks.
ROWS = {"abc_debit": 5, "alipay": 10, "bocom_debit": 6, "wechat": 27}


def _told(path: Path) -> int:
    """How many entries the file holds, counted without a reader."""
    data = path.read_bytes()
    match path.name.partition("__")[0]:
        case "mt940":
            return len(re.findall(rb"^:61:", data, re.MULTILINE))
        case "camt053":
            return len(re.findall(rb"<Ntry>", data))
        case "pain002":
            return len(re.findall(rb"<TxInfAndSts>", data)) or 1
        case _:
            return next(count for name, count in ROWS.items() if name in path.name)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_every_entry_is_read(path: Path) -> None:
    found = read_statements(path.read_bytes())
    assert sum(len(statement.entries) for statement in found) == _told(path)


@pytest.mark.parametrize("path", [path for path in VECTORS if "pain002" not in path.name], ids=lambda path: path.name)
def test_every_entry_has_amount_and_date(path: Path) -> None:
    entries = [entry for statement in read_statements(path.read_bytes()) for entry in statement.entries]
    assert all(entry.amount is not None and entry.amount >= 0 and entry.booked_on for entry in entries)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_cut_off_anywhere_nothing_is_invented(path: Path) -> None:
    """Every entry of a truncated file is one of the whole file's, in its order."""
    data = path.read_bytes()
    whole = _amounts(read_statements(data))
    for length in range(0, len(data), max(len(data) // 150, 1)):
        part = _amounts(_read_what_is_there(data[:length]))
        assert part == whole[: len(part)], length


def _read_what_is_there(data: bytes) -> Sequence[Statement]:
    try:
        return read_statements(data)
    except Refusal:
        return []


def _amounts(found: Sequence[Statement]) -> list[tuple[Decimal | None, bool]]:
    return [(entry.amount, entry.credit) for statement in found for entry in statement.entries]


def _read(name: str) -> list[Statement]:
    return read_statements(next(path for path in VECTORS if name in path.name).read_bytes())


def test_a_broken_balance_is_named() -> None:
    first, second = _read("abnamro")
    assert first.warnings == ("the balances do not add up: -2038.00 EUR more",)
    assert (second.opening, second.closing) == (Decimal("2876.84"), Decimal("1849.75"))


def test_a_tag_and_an_entry_torn_by_line_breaks_are_mended() -> None:
    (entry,) = _read("sparkassen")[0].entries
    assert (entry.amount, entry.credit, str(entry.booked_on)) == (Decimal("30.00"), True, "2018-11-26")
    assert "GUTSCHR. UEBERWEISUNG" in entry.text


def test_umlauts_of_latin_1_are_not_taken_for_chinese() -> None:
    assert _read("iso8859")[0].entries[1].counterparty == "MÜLLER"


def test_chinese_of_gb18030_is_read() -> None:
    statement = _read("alipay")[0]
    assert (statement.format, statement.currency) == ("alipay", "CNY")
    assert "the file counts 66 records, but tells 10" in statement.warnings
    assert statement.entries[0].text.startswith("亲友代付")


def test_what_moved_no_money_is_kept_and_not_booked() -> None:
    closed = [entry for entry in _read("alipay")[0].entries if not entry.booked]
    assert [entry.amount for entry in closed] == [Decimal("82.00"), Decimal("50.00")]


def test_a_collective_booking_keeps_its_payments() -> None:
    statement = _read("abn_amro")[0]
    batches = [entry for entry in statement.entries if entry.parts]
    assert batches and all(sum(part.amount or 0 for part in entry.parts) == entry.amount for entry in batches)


def test_a_message_without_a_statement_says_so() -> None:
    (statement,) = _read("wrong")
    assert (statement.entries, statement.warnings) == ((), ("the message has no Stmt: it reports no account",))


def test_a_balance_in_another_currency_is_named() -> None:
    assert "the closing balance is in SEK, the account in EUR" in _read("camt053.v3")[0].warnings
