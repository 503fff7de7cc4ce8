"""Months of the books: open until they are closed, one after the other; reopened from the last one backwards.

The fiscal year is the calendar year (Accounting Law of the PRC, art. 11), so closing December transfers the profit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from loanwright.kernel.money import Currency, Money
from loanwright.kernel.refusals import Refusal
from loanwright.kernel.signature import Signature
from loanwright.ledger.chart import Chart, ChartAccount, Code
from loanwright.ledger.model import Account, CodedPosting

LAST_MONTH = 12


class PeriodUnknown(Refusal):
    """The text names no month of these books."""


class PeriodNotOver(Refusal):
    """The business date is still in this month, or before it."""


class PeriodClosed(Refusal):
    """Nothing is posted into a closed month."""


class PeriodNotClosed(Refusal):
    """Only a closed month can be reopened."""


class EarlierPeriodOpen(Refusal):
    """Months are closed in order; an earlier one is still open."""


class LaterPeriodClosed(Refusal):
    """Months are reopened from the last one backwards; a later one is still closed."""


class ClosingChecksFailed(Refusal):
    """The books of the month are not ready; the checks that failed are named."""


class PeriodAct(StrEnum):
    """What was done to a month."""

    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Act:
    """A month was closed or reopened, by whom and why."""

    act: PeriodAct
    signature: Signature
    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """One month (its first day) and what was done to it, oldest first."""

    month: date
    acts: tuple[Act, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether nothing more may be posted."""
        return bool(self.acts) and self.acts[-1].act is PeriodAct.CLOSED

    @property
    def last_day(self) -> date:
        """The month's last day."""
        return following(self.month) - timedelta(days=1)

    @property
    def ends_year(self) -> bool:
        """Whether closing it transfers the profit of the year."""
        return self.month.month == LAST_MONTH


class CheckState(StrEnum):
    """What a closing check found; only a failed one keeps the month open."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ClosingCheck:
    """One question asked before a month is closed, in both languages, and what was found."""

    name: str
    title_zh: str
    title_en: str
    state: CheckState
    found: int


Periods = Mapping[date, Period]
"""Every month from the first posting to the business date, in order."""


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def following(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // LAST_MONTH, month.month % LAST_MONTH + 1, 1)


def months(first: date, last: date) -> Iterator[date]:
    """Every month from that of `first` to that of `last`."""
    month = month_of(first)
    while month <= last:
        yield month
        month = following(month)


def month_named(text: str) -> date:
    """The month written ``2026-03``.

    Raises:
        PeriodUnknown: it is not one.
    """
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise PeriodUnknown(month=text[:10]) from None


def check_may_close(periods: Periods, month: date, business_date: date) -> Period:
    """The month, if it is over, open, and none before it is open.

    Raises:
        PeriodUnknown, PeriodNotOver, PeriodClosed, EarlierPeriodOpen
    """
    period = known_period(periods, month)
    if period.last_day >= business_date:
        raise PeriodNotOver(month=written(month), business_date=business_date)
    if period.is_closed:
        raise PeriodClosed(month=written(month))
    for earlier in periods.values():
        if earlier.month < month and not earlier.is_closed:
            raise EarlierPeriodOpen(month=written(month), earlier=written(earlier.month))
    return period


def check_may_reopen(periods: Periods, month: date) -> Period:
    """The month, if it is closed and none after it is.

    Raises:
        PeriodUnknown, PeriodNotClosed, LaterPeriodClosed
    """
    period = known_period(periods, month)
    if not period.is_closed:
        raise PeriodNotClosed(month=written(month))
    for later in periods.values():
        if later.month > month and later.is_closed:
            raise LaterPeriodClosed(month=written(month), later=written(later.month))
    return period


def known_period(periods: Periods, month: date) -> Period:
    """The month.

    Raises:
        PeriodUnknown: the books do not reach there.
    """
    if month not in periods:
        raise PeriodUnknown(month=written(month))
    return periods[month]


def written(month: date) -> str:
    """The month as people write it: ``2026-03``."""
    return f"{month:%Y-%m}"


def profit_transfer(
    chart: Chart, accounts: Mapping[Code, ChartAccount], net_debits: Mapping[Code, int], currency: Currency
) -> tuple[CodedPosting, ...]:
    """The postings that empty every income and expense account into the profit of the year, and that into equity.

    `net_debits` are debits less credits in minor units at the end of the year.
    """
    profit, retained = chart.code_of(Account.PROFIT_OF_THE_YEAR), chart.code_of(Account.RETAINED_EARNINGS)
    results = [(code, minor) for code, minor in net_debits.items() if minor and accounts[code].kind.is_profit_or_loss]
    closing = [_moved(profit, code, minor, currency) for code, minor in results]
    loss = sum(minor for _, minor in results)
    return (*closing, _moved(retained, profit, loss, currency)) if loss else tuple(closing)


def _moved(to: Code, emptied: Code, net_debit: int, currency: Currency) -> CodedPosting:
    """A net debit goes from the account emptied to the other one; a net credit the same way."""
    amount = Money(abs(net_debit), currency)
    return CodedPosting(to, emptied, amount) if net_debit > 0 else CodedPosting(emptied, to, amount)


def undone(postings: Iterable[CodedPosting]) -> tuple[CodedPosting, ...]:
    """The postings that take back what these have moved between each two accounts in all."""
    net: dict[tuple[Code, Code], int] = {}
    currency = Currency.CNY
    for posting in postings:
        currency = posting.amount.currency
        pair, sign = ((posting.debit, posting.credit), 1)
        if pair[0] > pair[1]:
            pair, sign = (pair[1], pair[0]), -1
        net[pair] = net.get(pair, 0) + sign * posting.amount.minor
    return tuple(_moved(credit, debit, minor, currency) for (debit, credit), minor in net.items() if minor)
