"""Postings that cannot be unbalanced, and what the books show of them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Currency, CurrencyMismatch, Money
from loanwright.ledger.api import PROOFS, Account, Entry, Posting, entry, post, trial_balance
from loanwright.ledger.model import AccountKind, Side
from loanwright.ledger.tables import ledger_turnover
from tests.ledger.books import CAPITAL, CASH, Books, credit, debit


@pytest.mark.parametrize(
    ("kind", "side"),
    [
        (AccountKind.ASSET, Side.DEBIT),
        (AccountKind.EXPENSE, Side.DEBIT),
        (AccountKind.LIABILITY, Side.CREDIT),
        (AccountKind.EQUITY, Side.CREDIT),
        (AccountKind.INCOME, Side.CREDIT),
        (AccountKind.MEMO, Side.DEBIT),
    ],
)
def test_where_a_balance_normally_stands(kind: AccountKind, side: Side) -> None:
    assert kind.side is side


@pytest.mark.parametrize("minor", [0, -1])
def test_a_posting_moves_a_positive_amount(minor: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        Posting(Account.LOANS, Account.BANK, Money(minor))


def test_a_posting_moves_between_two_accounts() -> None:
    with pytest.raises(ValueError, match="two accounts"):
        Posting(Account.BANK, Account.BANK, Money(1))


def test_the_books_show_what_was_posted_on_its_day(runtime: Runtime) -> None:
    lent = Entry("test.Lent", uuid7(runtime.clock()), (Posting(Account.LOANS, Account.BANK, Money(500)),))
    runtime.run(SYSTEM, lambda uow: post(uow, lent))
    with runtime.read(SYSTEM) as uow:
        today, yesterday = trial_balance(uow, date(2026, 3, 2)), trial_balance(uow, date(2026, 3, 1))
    assert (today.debit_total, today.credit_total) == (Money(500), Money(500))
    assert yesterday.debit_total == Money(0)


def test_a_backdated_event_is_posted_today_and_keeps_its_value_date(runtime: Runtime) -> None:
    late = Entry(
        "test.Late", uuid7(runtime.clock()), (Posting(Account.LOANS, Account.BANK, Money(5)),), date(2026, 1, 9)
    )
    entry_id = runtime.run(SYSTEM, lambda uow: post(uow, late))
    assert entry_id is not None
    with runtime.read(SYSTEM) as uow:
        kept = entry(uow, entry_id)
    assert (kept.business_date, kept.value_on) == (date(2026, 3, 2), date(2026, 1, 9))


def test_an_entry_in_another_currency_is_refused(runtime: Runtime) -> None:
    dollars = Posting(Account.LOANS, Account.BANK, Money(500, Currency.USD))
    with pytest.raises(CurrencyMismatch):
        runtime.run(SYSTEM, lambda uow: post(uow, Entry("test.Lent", uow.command_id, (dollars,))))


def test_an_entry_that_moves_nothing_is_not_written(runtime: Runtime) -> None:
    assert runtime.run(SYSTEM, lambda uow: post(uow, Entry("test.Nothing", uow.command_id, ()))) is None


def test_sums_of_days_are_kept_and_proved(books: Books) -> None:
    books.earn(500)
    books.move_to(date(2026, 3, 4))
    books.earn(70)
    books.approve(books.draft(debit(CASH, 9), credit(CAPITAL, 9), on=date(2026, 3, 2)))
    assert _sums(books) == [(date(2026, 3, 2), 9), (date(2026, 3, 2), 500)]  # of the open day nothing is kept
    assert books.read(lambda uow: trial_balance(uow, date(2026, 3, 4))).debit_total == Money(579)
    assert books.read(lambda uow: trial_balance(uow, date(2026, 3, 2))).debit_total == Money(509)
    assert _findings(books) == []
    with books.runtime.engine.begin() as connection:
        connection.execute(text("UPDATE ledger_turnover SET amount_minor = 501 WHERE amount_minor = 500"))
    assert _findings(books) == ["day 2026-03-02"]


def _sums(books: Books) -> list[tuple[date, int]]:
    columns = (ledger_turnover.c.business_date, ledger_turnover.c.amount_minor)
    rows = books.read(lambda uow: uow.connection.execute(select(*columns).order_by(*columns)).all())
    return [(row[0], row[1]) for row in rows]


def _findings(books: Books) -> list[str]:
    return books.read(lambda uow: [found.subject for proof in PROOFS for found in proof.check(uow)])
