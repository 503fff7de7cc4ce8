"""Which months are closed. Acts are appended; the last one of a month says how it stands."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, insert, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.signature import Signature
from loanwright.ledger.period import Act, Period, PeriodAct, month_of, months
from loanwright.ledger.tables import ledger_entry, period_act


def all_periods(uow: UnitOfWork) -> dict[date, Period]:
    """Every month from the first posting to the business date, in order."""
    acts: dict[date, list[Act]] = {}
    for row in uow.connection.execute(select(period_act).order_by(period_act.c.month, period_act.c.seq)):
        signature = Signature(row.done_by, row.done_by_name, row.done_at)
        acts.setdefault(row.month, []).append(Act(PeriodAct(row.act), signature, row.reason))
    first = uow.connection.scalar(select(func.min(ledger_entry.c.business_date))) or uow.business_date
    return {month: Period(month, tuple(acts.get(month, ()))) for month in months(first, uow.business_date)}


def is_closed(uow: UnitOfWork, day: date) -> bool:
    """Whether the month of `day` is closed."""
    mine = period_act.c.month == month_of(day)
    last = select(period_act.c.act).where(mine).order_by(period_act.c.seq.desc()).limit(1)
    return uow.connection.scalar(last) == PeriodAct.CLOSED.value


def add_act(uow: UnitOfWork, period: Period, act: PeriodAct, reason: str) -> None:
    """Close or reopen the month."""
    row = {
        "month": period.month,
        "seq": len(period.acts) + 1,
        "act": act.value,
        "reason": reason,
        "done_by": uow.actor.id,
        "done_by_name": uow.actor.name,
        "done_at": uow.now,
    }
    uow.connection.execute(insert(period_act).values(row))
