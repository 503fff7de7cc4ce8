"""Close a month, or reopen one. With December the profit of the year goes to equity, and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.model import CodedEntry, CodedPosting
from loanwright.ledger.period import (
    CheckState,
    ClosingChecksFailed,
    Period,
    PeriodAct,
    check_may_close,
    check_may_reopen,
    profit_transfer,
    undone,
    written,
)
from loanwright.ledger.queries.balances import YEAR_END_SOURCE, accounts, net_debits
from loanwright.ledger.queries.periods import closing_checks
from loanwright.ledger.repository import charts, periods
from loanwright.ledger.repository.entries import hold_day, insert_entries, take_periods
from loanwright.ledger.rules import check_reason, in_force
from loanwright.ledger.tables import ledger_entry, ledger_posting


def close_period(uow: UnitOfWork, month: date, reason: str = "") -> None:
    """Nothing is posted into the month any more.

    Raises:
        PeriodUnknown, PeriodNotOver, PeriodClosed, EarlierPeriodOpen, ClosingChecksFailed
    """
    take_periods(uow)
    period = check_may_close(periods.all_periods(uow), month, uow.business_date)
    failed = [check.name for check in closing_checks(uow, period) if check.state is CheckState.FAILED]
    if failed:
        raise ClosingChecksFailed(month=written(month), checks=", ".join(failed))
    if period.ends_year:
        _post(uow, period, _transfer(uow, period))
    periods.add_act(uow, period, PeriodAct.CLOSED, reason)
    uow.audit("ledger.close_period", "period", _subject(month), month=written(month))


def reopen_period(uow: UnitOfWork, month: date, reason: str) -> None:
    """The month may be posted into by hand again.

    Raises:
        LedgerReasonMissing, PeriodUnknown, PeriodNotClosed, LaterPeriodClosed
    """
    check_reason(reason)
    take_periods(uow)
    period = check_may_reopen(periods.all_periods(uow), month)
    if period.ends_year:
        _post(uow, period, undone(_transferred(uow, period)))
    periods.add_act(uow, period, PeriodAct.REOPENED, reason)
    uow.audit("ledger.reopen_period", "period", _subject(month), month=written(month))


def _transfer(uow: UnitOfWork, period: Period) -> tuple[CodedPosting, ...]:
    chart = in_force(charts.approved(uow), period.last_day)
    return profit_transfer(chart, accounts(uow), net_debits(uow, period.last_day), uow.currency)


def _transferred(uow: UnitOfWork, period: Period) -> list[CodedPosting]:
    entry, posting = ledger_entry.c, ledger_posting.c
    wanted = (
        select(posting.debit, posting.credit, posting.amount_minor)
        .join(ledger_entry, entry.id == posting.entry_id)
        .where(entry.source == YEAR_END_SOURCE, entry.business_date == period.last_day)
    )
    rows = uow.connection.execute(wanted)
    return [CodedPosting(row.debit, row.credit, Money(row.amount_minor, uow.currency)) for row in rows]


def _post(uow: UnitOfWork, period: Period, postings: Sequence[CodedPosting]) -> None:
    day = period.last_day
    if postings:
        entry = CodedEntry(YEAR_END_SOURCE, _subject(period.month), tuple(postings), day, day)
        insert_entries(uow, [entry], hold_day(uow))


def _subject(month: date) -> UUID:
    # A month is known by its date; audit and entries ask for a uuid, so one is derived from it.
    return uuid5(NAMESPACE_URL, f"loanwright:period:{written(month)}")
