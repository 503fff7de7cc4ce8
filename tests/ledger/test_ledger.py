"""The chart, postings that cannot be unbalanced, and the trial balance over them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Currency, CurrencyMismatch, Money
from loanwright.ledger.api import Account, Entry, Posting, chart, post, trial_balance
from loanwright.ledger.model import AccountKind, Side
from loanwright.ledger.rules import trial_balance as balance_of


def test_the_chart_has_every_account_once_in_both_languages() -> None:
    titles = chart()
    assert set(titles) == set(Account)
    assert len({title.code for title in titles.values()}) == len(titles)
    assert all(title.title_zh and title.title_en for title in titles.values())


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


_POSTINGS = st.builds(
    lambda pair, minor: Posting(pair[0], pair[1], Money(minor)),
    st.lists(st.sampled_from(Account), min_size=2, max_size=2, unique=True),
    st.integers(1, 10**12),
)


@given(st.lists(_POSTINGS, max_size=30))
def test_whatever_is_posted_balances(postings: list[Posting]) -> None:
    turnovers = {
        account: (
            sum(one.amount.minor for one in postings if one.debit is account),
            sum(one.amount.minor for one in postings if one.credit is account),
        )
        for account in Account
    }
    assert balance_of(chart(), turnovers, date(2026, 3, 2), Currency.CNY).balanced


def test_the_books_show_what_was_posted_on_its_day(runtime: Runtime) -> None:
    lent = Entry("test.Lent", uuid7(runtime.clock()), (Posting(Account.LOANS, Account.BANK, Money(500)),))
    runtime.run(SYSTEM, lambda uow: post(uow, lent))
    with runtime.read(SYSTEM) as uow:
        today, yesterday = trial_balance(uow, date(2026, 3, 2)), trial_balance(uow, date(2026, 3, 1))
    assert (today.debit_total, today.credit_total) == (Money(500), Money(500))
    assert yesterday.debit_total == Money(0)


def test_an_entry_in_another_currency_is_refused(runtime: Runtime) -> None:
    dollars = Posting(Account.LOANS, Account.BANK, Money(500, Currency.USD))
    with pytest.raises(CurrencyMismatch):
        runtime.run(SYSTEM, lambda uow: post(uow, Entry("test.Lent", uow.command_id, (dollars,))))


def test_an_entry_that_moves_nothing_is_not_written(runtime: Runtime) -> None:
    assert runtime.run(SYSTEM, lambda uow: post(uow, Entry("test.Nothing", uow.command_id, ()))) is None
