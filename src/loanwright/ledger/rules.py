"""What the ledger refuses, and how a trial balance is made of turnovers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from loanwright.kernel.money import Currency, Money, total
from loanwright.kernel.refusals import Refusal
from loanwright.ledger.model import Account, AccountBalance, AccountTitle, TrialBalance

Turnover = tuple[int, int]
"""Minor units debited and credited."""


class BusinessDayMoved(Refusal):
    """The day was closed while this command was under way; it must be run again on the new day."""


class LedgerDateAhead(Refusal):
    """Balances were asked for as of a day that has not begun."""


class LedgerEntryUnknown(Refusal):
    """No entry has this id."""


class LedgerAccountUnknown(Refusal):
    """The chart has no such account."""


def account_named(name: str) -> Account:
    """The account of that name.

    Raises:
        LedgerAccountUnknown: the chart has none.
    """
    try:
        return Account(name)
    except ValueError:
        raise LedgerAccountUnknown(account=name[:40]) from None


def check_not_ahead(as_of: date, business_date: date) -> None:
    """Raises LedgerDateAhead if `as_of` lies after the open business date."""
    if as_of > business_date:
        raise LedgerDateAhead(as_of=as_of, business_date=business_date)


def trial_balance(
    chart: Mapping[Account, AccountTitle], turnovers: Mapping[Account, Turnover], as_of: date, currency: Currency
) -> TrialBalance:
    """Net balances of all accounts; those in debit and those in credit add up to the same if the books balance."""
    lines = tuple(_line(title, turnovers.get(title.account, (0, 0)), currency) for title in chart.values())
    nets = [line.net_debit for line in lines]
    zero = Money.zero(currency)
    return TrialBalance(
        as_of=as_of,
        lines=lines,
        debit_total=total((net for net in nets if net > zero), currency),
        credit_total=total((-net for net in nets if net < zero), currency),
    )


def _line(title: AccountTitle, turnover: Turnover, currency: Currency) -> AccountBalance:
    debited, credited = turnover
    return AccountBalance(title, Money(debited, currency), Money(credited, currency))
