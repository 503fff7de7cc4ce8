"""Reads the loans that one step takes past a due date, and writes them back, all in one statement each way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, bindparam, select, text, true

from loanwright.engine.api import penalty_from_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.model import LIVE, LoanStatus
from loanwright.servicing.repository.book_ranges import IN_RANGE, range_values
from loanwright.servicing.repository.rows import growth_columns, interest_of
from loanwright.servicing.rolling import Coming, NextDue, Passed, PlainLoan, Rolled
from loanwright.servicing.tables import installment, loan

_PARTS = ("principal", "interest", "fees", "penalties")
_INTEREST_LINE = ("accrual_from", "accrual_interest_minor", "accrual_whole", "accrual_day_count", "accrual_rounding")

_WRITE = text(
    """
    UPDATE loan SET
        status = new.status,
        accrued_through = new.accrued_through,
        interest_receivable_minor = loan.interest_receivable_minor + new.interest_receivable_minor,
        interest_income_minor = loan.interest_income_minor + new.interest_receivable_minor,
        penalties_receivable_minor = loan.penalties_receivable_minor + new.penalties_receivable_minor,
        penalty_income_minor = loan.penalty_income_minor + new.penalties_receivable_minor,
        overdue_minor = new.overdue_minor,
        overdue_since = new.overdue_since,
        next_due_on = new.next_due_on,
        next_due_minor = new.next_due_minor,
        touch_on = new.touch_on,
        is_plain = new.is_plain,
        accrual_from = new.accrual_from,
        accrual_start = new.accrual_start,
        accrual_interest_minor = new.accrual_interest_minor,
        accrual_whole = new.accrual_whole,
        accrual_day_count = new.accrual_day_count,
        accrual_rounding = new.accrual_rounding,
        accrual_offset = new.accrual_offset,
        interest_risen_minor = new.interest_risen_minor,
        penalties = new.penalties,
        penalties_risen_minor = new.penalties_risen_minor
    FROM jsonb_populate_recordset(NULL::loan, CAST(:rows AS jsonb)) AS new
    WHERE loan.id = new.id
    """
)


_CHARGE = text(
    """
    UPDATE installment SET penalties_due_minor = installment.penalties_due_minor + new.penalty
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS new (id uuid, passed smallint, penalty bigint)
    WHERE installment.loan_id = new.id AND installment.position = new.passed
    """
)


def passing(uow: UnitOfWork, book_range: int) -> list[PlainLoan]:
    """Plain loans of the range of which an installment fell due yesterday."""
    values = {"today": uow.business_date, **range_values(book_range)}
    return [_plain_loan(row) for row in uow.connection.execute(_passing(), values)]


def write(uow: UnitOfWork, rolled: Sequence[Rolled]) -> None:
    """Write what has become of them."""
    if rolled:
        rows = json.dumps([_columns(one) for one in rolled], default=date.isoformat)
        uow.connection.execute(_WRITE, {"rows": rows})
    charged = [{"id": one.id.hex, "passed": one.passed, "penalty": one.penalty} for one in rolled if one.penalty]
    if charged:
        uow.connection.execute(_CHARGE, {"rows": json.dumps(charged)})


@cache
def _passing() -> Select[Any]:
    today = bindparam("today", type_=Date)
    passed, later = installment.alias("passed"), installment.alias("later")
    ahead = select(later).where(later.c.loan_id == loan.c.id, later.c.due_on >= today)
    coming = ahead.order_by(later.c.position).limit(1).lateral("coming")
    unpaid = ahead.where(_owed(later.c, _PARTS) > 0).order_by(later.c.position).limit(1).lateral("unpaid")
    return (
        select(
            loan.c.id,
            loan.c.product_code,
            loan.c.status,
            loan.c.accrued_through,
            loan.c.overdue_minor,
            loan.c.overdue_since,
            loan.c.accrual_offset,
            *(loan.c[name] for name in _INTEREST_LINE),
            loan.c.terms["penalty"].label("penalty"),
            passed.c.position.label("passed_position"),
            passed.c.due_on.label("passed_on"),
            *(_owed(passed.c, (part,)).label(f"passed_{part}") for part in _PARTS),
            coming.c.from_on.label("coming_from"),
            coming.c.due_on.label("coming_on"),
            coming.c.interest_due_minor.label("coming_interest"),
            unpaid.c.due_on.label("next_on"),
            _owed(unpaid.c, _PARTS).label("next_owed"),
        )
        .join(passed, (passed.c.loan_id == loan.c.id) & (passed.c.due_on == today - 1))
        .outerjoin(coming, true())
        .outerjoin(unpaid, true())
        .where(IN_RANGE, loan.c.touch_on == today, loan.c.is_plain)
        .where(loan.c.status.in_([status.value for status in LIVE]), loan.c.accrual_whole.is_not(None))
        .order_by(loan.c.id)
    )


def _owed(of: Any, parts: Sequence[str]) -> ColumnElement[int]:
    first, *others = (of[f"{part}_due_minor"] - of[f"{part}_paid_minor"] - of[f"{part}_waived_minor"] for part in parts)
    owed: ColumnElement[int] = sum(others, first)
    return owed


def _plain_loan(row: Row[Any]) -> PlainLoan:
    line = interest_of(row)
    assert line is not None, "the statement asks for loans that earn interest"
    return PlainLoan(
        id=row.id,
        product_code=row.product_code,
        status=LoanStatus(row.status),
        accrued_through=row.accrued_through,
        overdue=row.overdue_minor,
        overdue_since=row.overdue_since,
        interest=line,
        penalty=penalty_from_json(row.penalty) if row.penalty else None,
        passed=Passed(row.passed_position, row.passed_on, tuple(getattr(row, f"passed_{part}") for part in _PARTS)),
        coming=Coming(row.coming_from, row.coming_on, row.coming_interest) if row.coming_on else None,
        next_due=NextDue(row.next_on, row.next_owed) if row.next_on else None,
    )


def _columns(rolled: Rolled) -> dict[str, Any]:
    return {
        "id": rolled.id.hex,
        "status": rolled.status.value,
        "accrued_through": rolled.accrued_through,
        "interest_receivable_minor": rolled.earned,
        "penalties_receivable_minor": rolled.penalty,
        "overdue_minor": rolled.overdue,
        "overdue_since": rolled.overdue_since,
        "next_due_on": rolled.next_due and rolled.next_due.on,
        "next_due_minor": rolled.next_due.owed if rolled.next_due else 0,
        **growth_columns(rolled.growth, rolled.accrued_through),
    }
