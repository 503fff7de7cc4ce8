"""How a loan and its parts are spelled as rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from loanwright.engine.api import (
    Accrual,
    DayCount,
    Event,
    Growth,
    NonAccrual,
    accrued,
    event_to_json,
    line_from_json,
    line_to_json,
    terms_from_json,
    terms_to_json,
)
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Rounding
from loanwright.servicing.model import LOSSES, POSTED_FIELDS, Loan, LoanStatus, Posted
from loanwright.servicing.projection import Projection
from loanwright.servicing.repository.accrual import start_number

Columns = dict[str, Any]


def loan_of(row: Row[Any]) -> Loan:
    """A row of `loan` as a value."""
    return Loan(
        id=row.id,
        number=row.number,
        application_id=row.application_id,
        contract_id=row.contract_id,
        party_id=row.party_id,
        external_id=row.external_id,
        reference=row.reference,
        product_code=row.product_code,
        product_version=row.product_version,
        terms=terms_from_json(row.terms),
        line=line_from_json(row.line) if row.line else None,
        status=LoanStatus(row.status),
        opened_on=row.opened_on,
        disbursed_on=row.disbursed_on,
        settled_on=row.settled_on,
        matures_on=row.maturity_on,
        last_seq=row.last_seq,
        posted=Posted(**{name: getattr(row, f"{name}_minor") or 0 for name in POSTED_FIELDS}),
        accrued_through=row.accrued_through,
        growth=growth_of(row),
        non_accrual=NonAccrual(row.non_accrual) if row.non_accrual else None,
    )


def growth_of(row: Row[Any]) -> Growth:
    """The columns that say how a loan grows."""
    return Growth(
        interest=interest_of(row),
        penalties=tuple(map(_penalty_of, row.penalties or ())),
        through=row.touch_on and row.touch_on - timedelta(days=1),
        is_plain=row.is_plain,
    )


def interest_of(row: Row[Any]) -> Accrual | None:
    """The line of its interest, if it earns any."""
    if row.accrual_whole is None:
        return None
    return Accrual(
        from_on=row.accrual_from,
        slope=row.accrual_interest_minor,
        whole=row.accrual_whole,
        day_count=DayCount(row.accrual_day_count),
        rounding=Rounding(row.accrual_rounding),
        offset=row.accrual_offset,
    )


def _penalty_of(form: dict[str, Any]) -> Accrual:
    return Accrual(
        from_on=date.fromisoformat(form["from_on"]),
        slope=form["slope"],
        whole=form["whole"],
        day_count=DayCount.ACT_365,
        rounding=Rounding(form["rounding"]),
        offset=form["offset"],
        free_until=date.fromisoformat(form["free_until"]) if form["free_until"] else None,
    )


def new_loan_row(account: Loan) -> Columns:
    """All columns of a loan on which nothing has happened yet."""
    return {
        "id": account.id,
        "number": account.number,
        "book_range": account.book_range,
        "application_id": account.application_id,
        "contract_id": account.contract_id,
        "party_id": account.party_id,
        "external_id": account.external_id,
        "reference": account.reference,
        "product_code": account.product_code,
        "product_version": account.product_version,
        "terms": terms_to_json(account.terms),
        "line": line_to_json(account.line) if account.line else None,
        "status": account.status.value,
        "opened_on": account.opened_on,
        "disbursed_on": None,
        "settled_on": None,
        "maturity_on": account.matures_on,
        "last_seq": 0,
        **posted_columns(Posted()),
        **growth_columns(account.growth, account.accrued_through),
        "overdue_minor": 0,
        "next_due_minor": 0,
    }


def posted_columns(posted: Posted) -> Columns:
    """The running totals; those of losses are empty where there is none."""
    columns = {f"{name}_minor": getattr(posted, name) for name in POSTED_FIELDS}
    return columns | {f"{name}_minor": getattr(posted, name) or None for name in LOSSES}


def projected_columns(projected: Projection) -> Columns:
    """The figures that an event or the close rewrites."""
    return {
        "status": projected.status.value,
        "disbursed_on": projected.disbursed_on,
        "last_seq": projected.last_seq,
        **posted_columns(projected.posted),
        **growth_columns(projected.growth, projected.accrued_through),
        "accrued_through": projected.accrued_through,
        "settled_on": projected.settled_on,
        "non_accrual": projected.non_accrual and projected.non_accrual.value,
        "overdue_minor": projected.overdue,
        "overdue_since": projected.overdue_since,
        "next_due_on": projected.next_due_on,
        "next_due_minor": projected.next_due,
    }


PROJECTED = (
    *("status", "disbursed_on", "last_seq", *(f"{name}_minor" for name in POSTED_FIELDS), "accrued_through"),
    *("settled_on", "non_accrual", "overdue_minor", "overdue_since", "next_due_on", "next_due_minor"),
    *("touch_on", "is_plain", "interest_risen_minor", "penalties", "penalties_risen_minor"),
    *(f"accrual_{name}" for name in ("from", "start", "interest_minor", "whole", "day_count", "rounding", "offset")),
)
"""The keys of `projected_columns`."""


def growth_columns(growth: Growth, through: date | None) -> Columns:
    """How a loan written as of `through` grows, and the day from which it must be looked at again."""
    line = growth.interest
    return {
        "touch_on": growth.through and growth.through + timedelta(days=1),
        "is_plain": growth.is_plain,
        "accrual_from": line and line.from_on,
        "accrual_start": line and start_number(line),
        "accrual_interest_minor": line and line.slope,
        "accrual_whole": line and line.whole,
        "accrual_day_count": line and line.day_count.value,
        "accrual_rounding": line and line.rounding.value,
        "accrual_offset": line.offset if line else 0,
        "interest_risen_minor": accrued(line, through) if through else 0,
        "penalties": [_penalty_form(one) for one in growth.penalties] or None,
        "penalties_risen_minor": sum(accrued(one, through) for one in growth.penalties) if through else 0,
    }


GROWN = frozenset(growth_columns(Growth(), None))
"""The keys of `growth_columns`."""


def _penalty_form(line: Accrual) -> dict[str, Any]:
    return {
        "from_on": line.from_on.isoformat(),
        "free_until": line.free_until and line.free_until.isoformat(),
        "offset": line.offset,
        "slope": line.slope,
        "whole": line.whole,
        "rounding": line.rounding.value,
    }


def event_row(uow: UnitOfWork, loan_id: UUID, event: Event, source_id: UUID | None) -> Columns:
    """A row of `loan_event`."""
    return {
        "loan_id": loan_id,
        "seq": event.sequence,
        "kind": type(event).__name__,
        "event": event_to_json(event),
        "business_date": uow.business_date,
        "source_id": source_id,
        "command_id": uow.command_id,
        "recorded_at": uow.now,
    }
