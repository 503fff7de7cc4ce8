"""Whatever is posted, by events or by hand, and however often months are closed: the books balance.

Postings are drawn by hypothesis and written to a real database; every statement is then compared with every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loanwright.kernel.money import Currency, Money
from loanwright.ledger import reports
from loanwright.ledger.api import (
    PROOFS,
    Account,
    JournalFilter,
    Posting,
    account_statement,
    balance_sheet,
    every_entry,
    every_line,
    income_statement,
    pair_off,
    trial_balance,
)
from loanwright.ledger.chart import shipped_chart
from loanwright.ledger.journal import JournalLine
from loanwright.ledger.model import CodedPosting, Side
from loanwright.ledger.period import profit_transfer, undone
from loanwright.ledger.reports import Turnover
from tests.ledger.books import CAPITAL, CASH, OFFICE, OTHER_INCOME, Books, credit, debit

CHART = shipped_chart()
ACCOUNTS = CHART.accounts
MEMO = {Account.MEMO_INTEREST, Account.MEMO_WRITTEN_OFF, Account.MEMO_CONTRA}
ON_SHEET = [role for role in Account if role not in MEMO | {Account.PROFIT_OF_THE_YEAR}]  # a year's end posts there
DAY = date(2026, 3, 2)

pairs = st.one_of(
    st.lists(st.sampled_from(ON_SHEET), min_size=2, max_size=2, unique=True),
    st.lists(st.sampled_from(sorted(MEMO)), min_size=2, max_size=2, unique=True),
)
events = st.builds(lambda pair, minor: Posting(pair[0], pair[1], Money(minor)), pairs, st.integers(1, 10**12))


def turnovers(postings: list[CodedPosting]) -> dict[str, Turnover]:
    """What every account was debited and credited."""
    sums = dict.fromkeys(ACCOUNTS, (0, 0))
    for one in postings:
        sums[one.debit] = sums[one.debit][0] + one.amount.minor, sums[one.debit][1]
        sums[one.credit] = sums[one.credit][0], sums[one.credit][1] + one.amount.minor
    return sums


def balanced(postings: list[CodedPosting]) -> reports.TrialBalance:
    """The trial balance over these postings."""
    return reports.trial_balance(ACCOUNTS, {}, turnovers(postings), (DAY, DAY), Currency.CNY)


@settings(deadline=None)
@given(st.lists(events, max_size=40), st.integers(0, 40))
def test_the_balance_sheet_balances_before_and_after_a_year_end(drawn: list[Posting], closed_after: int) -> None:
    coded = [one for one in map(CHART.coded, drawn) if one]
    before, after = coded[:closed_after], coded[closed_after:]
    net = {code: debits - credits_ for code, (debits, credits_) in turnovers(before).items()}
    transfer = profit_transfer(CHART, ACCOUNTS, net, Currency.CNY)
    closed = balanced([*before, *transfer])
    assert all(not line.net_debit for line in closed.lines if line.account.kind.is_profit_or_loss)
    assert not next(line for line in closed.lines if line.account.code == "4103").net_debit
    reopened = [*before, *transfer, *undone(transfer)]
    for postings in (before, [*before, *transfer], [*before, *transfer, *after], reopened):
        balance = balanced(postings)
        assert balance.balanced
        assert reports.balance_sheet(balance, balance).balanced
    assert [line.net_debit for line in balanced(reopened).lines] == [line.net_debit for line in balanced(before).lines]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(-(10**9), 10**9)), max_size=12))
def test_pairing_off_gives_everybody_their_net_debit(drawn: list[tuple[str, int]]) -> None:
    rest = -sum(minor for _, minor in drawn)
    wanted = [*drawn, ("z", rest)]
    got: dict[str, int] = {}
    for taker, giver, minor in pair_off(wanted):
        assert minor > 0
        got[taker] = got.get(taker, 0) + minor
        got[giver] = got.get(giver, 0) - minor
    expected: dict[str, int] = {}
    for name, minor in wanted:
        expected[name] = expected.get(name, 0) + minor
    assert {name: minor for name, minor in got.items() if minor} == {
        name: minor for name, minor in expected.items() if minor
    }


@dataclass(frozen=True)
class Step:
    """One thing that happens to the books: an event posts, people post by hand, or a day passes."""

    posting: Posting | None = None
    lines: tuple[JournalLine, ...] = ()


hands = st.builds(
    lambda pair, minor: Step(lines=(debit(pair[0], minor), credit(pair[1], minor))),
    st.lists(st.sampled_from([CASH, CAPITAL, OFFICE, OTHER_INCOME, "1002"]), min_size=2, max_size=2, unique=True),
    st.integers(1, 10**9),
)
steps = st.lists(st.one_of(st.builds(lambda one: Step(posting=one), events), hands, st.just(Step())), max_size=25)


@pytest.mark.parametrize("seed", range(3))
def test_every_statement_agrees_with_every_other(books: Books, seed: int) -> None:
    for step in _drawn(seed):
        _take(books, step)
    today = books.read(lambda uow: uow.business_date)
    balance = books.read(lambda uow: trial_balance(uow, today, DAY))
    assert balance.balanced
    assert books.read(lambda uow: balance_sheet(uow, today)).balanced
    earned = books.read(lambda uow: income_statement(uow, DAY, today)).profit
    assert earned == books.read(lambda uow: balance_sheet(uow, today)).profit
    _journal_adds_up(books, balance)
    assert books.read(lambda uow: [found for proof in PROOFS for found in proof.check(uow)]) == []
    for line in balance.lines:
        _statement_agrees(books, line)


def _drawn(seed: int) -> list[Step]:
    """A sequence that hypothesis would draw; the database is written once for each, not once for each attempt."""
    found: list[list[Step]] = []

    @settings(max_examples=20, deadline=None, database=None)
    @given(steps)
    def collect(sequence: list[Step]) -> None:
        found.append(sequence)

    collect()
    return sorted(found, key=len)[-1 - seed]


def _take(books: Books, step: Step) -> None:
    if step.posting:
        books.post(step.posting)
    elif step.lines:
        today = books.read(lambda uow: uow.business_date)
        on = today if step.lines[0].amount.minor % 2 else DAY  # people post on days that are over, too
        books.approve(books.draft(*step.lines, on=on))
    else:
        books.move_to(books.read(lambda uow: uow.business_date) + timedelta(days=1))


def _journal_adds_up(books: Books, balance: reports.TrialBalance) -> None:
    everything = JournalFilter(DAY, balance.as_of + timedelta(days=1))
    postings = [
        one for entry in books.read(lambda uow: list(every_entry(uow, everything, 3))) for one in entry.postings
    ]
    summed = dict.fromkeys(ACCOUNTS, 0)
    for one in postings:
        summed[one.debit] += one.amount.minor
        summed[one.credit] -= one.amount.minor
    assert summed == {line.account.code: line.net_debit.minor for line in balance.lines}


def _statement_agrees(books: Books, line: reports.AccountBalance) -> None:
    code, until = line.account.code, books.read(lambda uow: uow.business_date) + timedelta(days=1)
    statement = books.read(lambda uow: account_statement(uow, code, DAY, until, None, 1000))
    assert statement.closing == line.net_debit
    assert (statement.lines[-1].balance if statement.lines else statement.opening) == statement.closing
    paged = books.read(lambda uow: list(every_line(uow, code, DAY, until, 2)))
    assert tuple(paged) == statement.lines


def test_sides_have_each_other() -> None:
    assert [side.other for side in Side] == [Side.CREDIT, Side.DEBIT]
