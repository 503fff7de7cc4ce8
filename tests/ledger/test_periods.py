"""Months: closed in order when their checks pass, reopened from the last one, and the profit at the end of a year."""

from __future__ import annotations

from datetime import date

import pytest

from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.ledger import period as rules
from loanwright.ledger.api import (
    PROOFS,
    all_periods,
    balance_sheet,
    close_period,
    closing_checks,
    income_statement,
    period,
    reopen_period,
    trial_balance,
)
from loanwright.ledger.rules import LedgerReasonMissing
from tests.ledger.books import CAPITAL, CASH, OFFICE, OTHER_INCOME, Books, credit, debit

MARCH, APRIL, DECEMBER = date(2026, 3, 1), date(2026, 4, 1), date(2026, 12, 1)


def close(books: Books, *months: date) -> None:
    for month in months:
        books.run(lambda uow, month=month: close_period(uow, month), books.one)  # type: ignore[misc]


@pytest.mark.parametrize(("text", "month"), [("2026-03", MARCH), ("2026-12", DECEMBER)])
def test_months_have_names(text: str, month: date) -> None:
    assert rules.month_named(text) == month
    assert rules.written(month) == text


@pytest.mark.parametrize("text", ["2026-13", "2026", "x", ""])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(rules.PeriodUnknown):
        rules.month_named(text)


def test_the_month_of_the_business_date_stays_open(books: Books) -> None:
    with pytest.raises(rules.PeriodNotOver):
        close(books, MARCH)
    with pytest.raises(rules.PeriodUnknown):
        close(books, APRIL)


def test_months_close_in_order_and_nothing_is_posted_into_them(books: Books) -> None:
    books.approve(books.draft(debit(CASH, 5), credit(CAPITAL, 5)))
    books.jump_to(date(2026, 5, 2))
    late = books.draft(debit(CASH, 7), credit(CAPITAL, 7), on=date(2026, 4, 30))
    with pytest.raises(rules.EarlierPeriodOpen):
        close(books, APRIL)
    close(books, MARCH)
    with pytest.raises(rules.PeriodClosed):
        close(books, MARCH)
    with pytest.raises(rules.PeriodClosed):
        books.draft(debit(CASH, 5), credit(CAPITAL, 5), on=date(2026, 3, 31))
    with pytest.raises(rules.ClosingChecksFailed, match="journals"):
        close(books, APRIL)
    books.approve(late)
    close(books, APRIL)
    states = {rules.written(one.month): one.is_closed for one in books.read(all_periods)}
    assert states == {"2026-05": False, "2026-04": True, "2026-03": True}
    assert books.read(lambda uow: [found for proof in PROOFS for found in proof.check(uow)]) == []


def test_a_draft_for_a_month_closed_meanwhile_is_not_approved(books: Books) -> None:
    books.approve(books.draft(debit(CASH, 5), credit(CAPITAL, 5)))
    books.jump_to(date(2026, 4, 2))
    close(books, MARCH)
    books.run(lambda uow: reopen_period(uow, MARCH, "补记费用"), books.one)
    waiting = books.draft(debit(OFFICE, 5), credit(CASH, 5), on=date(2026, 3, 31))
    with pytest.raises(rules.ClosingChecksFailed):
        close(books, MARCH)
    books.approve(waiting)
    close(books, MARCH)
    assert [act.act.value for act in books.read(lambda uow: period(uow, MARCH)).acts] == [
        "closed",
        "reopened",
        "closed",
    ]


@pytest.mark.parametrize(
    ("month", "reason", "refusal"),
    [
        (MARCH, "补记费用", rules.LaterPeriodClosed),
        (APRIL, "", LedgerReasonMissing),
        (date(2026, 5, 1), "补记费用", rules.PeriodNotClosed),
        (date(2027, 5, 1), "补记费用", rules.PeriodUnknown),
    ],
)
def test_what_is_not_reopened(books: Books, month: date, reason: str, refusal: type[Refusal]) -> None:
    books.approve(books.draft(debit(CASH, 5), credit(CAPITAL, 5)))
    books.jump_to(date(2026, 5, 2))
    close(books, MARCH, APRIL)
    with pytest.raises(refusal):
        books.run(lambda uow: reopen_period(uow, month, reason), books.one)


def test_a_posting_no_loan_stands_behind_keeps_the_month_open(books: Books) -> None:
    books.earn(1)
    books.jump_to(date(2026, 4, 1))
    checks = books.read(lambda uow: {one.name: one.found for one in closing_checks(uow, period(uow, MARCH))})
    assert checks["sub-ledger"] == 2
    with pytest.raises(rules.ClosingChecksFailed, match="sub-ledger"):
        close(books, MARCH)


def test_december_transfers_the_profit_and_reopening_takes_it_back(books: Books) -> None:
    books.approve(books.draft(debit(CASH, 900), credit(OTHER_INCOME, 900)))
    books.approve(books.draft(debit(OFFICE, 250), credit(CASH, 250)))
    books.jump_to(date(2027, 1, 3))
    months = [date(2026, number, 1) for number in range(3, 13)]
    close(books, *months)
    year_end = date(2026, 12, 31)
    after = books.read(lambda uow: trial_balance(uow, year_end))
    assert {line.account.code: line.net_debit.minor for line in after.lines if line.net_debit} == {
        CASH: 650,
        "4104": -650,
    }
    sheet = books.read(lambda uow: balance_sheet(uow, year_end))
    assert (sheet.profit, sheet.equity.total, sheet.balanced) == (Money(0), Money(650), True)
    earned = books.read(lambda uow: income_statement(uow, date(2026, 1, 1), year_end))
    assert earned.profit == Money(650)
    for _ in range(2):
        books.run(lambda uow: reopen_period(uow, DECEMBER, "审计调整"), books.one)
        assert books.read(lambda uow: balance_sheet(uow, year_end)).profit == Money(650)
        close(books, DECEMBER)
    assert books.read(lambda uow: balance_sheet(uow, year_end)).profit == Money(0)
