"""What must hold in the ledger by itself; `loanwright verify` runs it."""

from __future__ import annotations

from collections.abc import Generator

from sqlalchemy import and_, func, literal_column, or_, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.ledger.period import written
from loanwright.ledger.queries.balances import accounts
from loanwright.ledger.repository import periods
from loanwright.ledger.tables import ledger_entry, ledger_posting, ledger_turnover


def _entries_are_whole(uow: UnitOfWork) -> Generator[Finding, None, int]:
    posting, entry = ledger_posting.c, ledger_entry.c
    joined = ledger_entry.outerjoin(ledger_posting, posting.entry_id == entry.id)
    known = list(accounts(uow))
    broken = (
        select(entry.id)
        .select_from(joined)
        .where(
            or_(
                posting.seq.is_(None),
                posting.business_date != entry.business_date,
                posting.debit.not_in(known),
                posting.credit.not_in(known),
            )
        )
    )
    for entry_id in uow.connection.scalars(broken):
        yield Finding(f"entry {entry_id}", "no postings, another business date, or an account the chart lacks")
    return int(uow.connection.execute(select(func.count()).select_from(ledger_posting)).scalar_one())


def _closed_months_stand_still(uow: UnitOfWork) -> Generator[Finding, None, int]:
    """What was recorded after a month was closed for good is dated in another month."""
    closed = [period for period in periods.all_periods(uow).values() if period.is_closed]
    for period in closed:
        late = select(func.count()).where(
            ledger_entry.c.business_date.between(period.month, period.last_day),
            ledger_entry.c.recorded_at > period.acts[-1].signature.at,
        )
        count = uow.connection.scalar(late) or 0
        if count:
            yield Finding(f"month {written(period.month)}", f"{count} entries were posted after it was closed")
    return len(closed)


def _turnovers_follow(uow: UnitOfWork) -> Generator[Finding, None, int]:
    """What is kept of each day that is over in sums equals its postings."""
    p, kept = ledger_posting.c, ledger_turnover
    by = (p.business_date, p.debit, p.credit, func.coalesce(p.product, literal_column("''")).label("product"))
    sums = select(*by, func.sum(p.amount_minor).label("amount_minor")).where(p.business_date < uow.business_date)
    posted = sums.group_by(*by).subquery("posted")
    same = and_(*(kept.c[name] == posted.c[name] for name in ("business_date", "debit", "credit", "product")))
    days = func.coalesce(kept.c.business_date, posted.c.business_date)
    differing = (
        select(days)
        .select_from(kept.join(posted, same, full=True))
        .where(kept.c.amount_minor.is_distinct_from(posted.c.amount_minor))
        .group_by(days)
        .order_by(days)
    )
    for day in uow.connection.scalars(differing):
        yield Finding(f"day {day}", "its sums differ from its postings")
    return int(uow.connection.execute(select(func.count()).select_from(kept)).scalar_one())


PROOFS = (
    Proof(
        "ledger-entries",
        "每笔分录完整、借贷相等，科目均在科目表内",
        "Every entry is whole and balanced, on accounts of the chart",
        _entries_are_whole,
    ),
    Proof(
        "ledger-periods",
        "已结账月份在结账后没有再记账",
        "Nothing was posted into a month after it was closed",
        _closed_months_stand_still,
    ),
    Proof(
        "ledger-turnovers",
        "每日发生额等于当日分录之和",
        "The sums kept of each day equal its postings",
        _turnovers_follow,
    ),
)
