"""`engine.accrued` in SQL: what a loan's lines have risen to, for ten thousand loans in one statement.

The figures of a line stand in the loan's row, and in its rows of `loan_day`. Where a line begins stands there as the
number of that day in its day count, so that days elapsed are one subtraction. A property test holds SQL and engine
equal to the cent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy import true as always

from loanwright.engine.api import Accrual, DayCount
from loanwright.kernel.money import Rounding

Columns = Any
"""The columns of `loan` or `loan_day`, or of a subquery that has the same."""

Number = ColumnElement[Any]

_EPOCH = date(2000, 1, 1)


def start_number(line: Accrual) -> int:
    """The number, in the line's day count, of the day it begins on: what `accrual_start` holds."""
    day = line.from_on
    if line.day_count in (DayCount.THIRTY_360, DayCount.THIRTY_E_360):
        return 360 * day.year + 30 * day.month + min(day.day, 30)
    return (day - _EPOCH).days


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of a day in SQL: its date, and its numbers in actual days and in months of thirty days.

    `capped` counts a 31st as a 30th.
    """

    day: Number
    actual: Number
    thirty: Number
    capped: Number

    @classmethod
    def of(cls, day: Number) -> Self:
        """Of a date that differs from row to row."""
        months = 360 * _part("year", day) + 30 * _part("month", day)
        number = _part("day", day)
        return cls(day, day - literal(_EPOCH, Date), months + number, months + func.least(number, 30))

    @classmethod
    def given(cls, name: str) -> Self:
        """Of a date that comes with the statement, as `moment_values` gives it: nothing is computed by the row."""
        numbers = (bindparam(f"{name}_{form}", type_=Integer) for form in ("actual", "thirty", "capped"))
        return cls(bindparam(name, type_=Date), *numbers)


def moment_values(name: str, day: date) -> dict[str, object]:
    """The parameters of `Moment.given`."""
    months = 360 * day.year + 30 * day.month
    return {
        name: day,
        f"{name}_actual": (day - _EPOCH).days,
        f"{name}_thirty": months + day.day,
        f"{name}_capped": months + min(day.day, 30),
    }


def accrued_sql(of: Columns, at: Moment) -> ColumnElement[int]:
    """Minor units that the interest line of a row has risen to at the end of a day; 0 without a line."""
    exact = of.accrual_offset + of.accrual_interest_minor * func.greatest(_number(of, at) - of.accrual_start, 0)
    return func.coalesce(_divided(exact, of.accrual_whole, of.accrual_rounding), 0)


def _number(of: Columns, at: Moment) -> ColumnElement[int]:
    """The end's number in the day count of the row: `engine.weight` in SQL, for those of `ACCRUED_IN_SQL`."""
    count = of.accrual_day_count
    starts_on_30th = of.accrual_start % 30 == 0
    bond = case((starts_on_30th, at.capped), else_=at.thirty)
    return case(
        (count == DayCount.THIRTY_360.value, bond), (count == DayCount.THIRTY_E_360.value, at.capped), else_=at.actual
    )


def penalties_sql(of: Columns, at: Moment) -> ColumnElement[int]:
    """The same for all its penalty lines together."""
    fields: tuple[ColumnClause[Any], ...] = (
        column("from_on", Date),
        column("free_until", Date),
        *(column(name, BigInteger) for name in ("offset", "slope", "whole")),
        column("rounding", String),
    )
    lines = func.jsonb_to_recordset(of.penalties).table_valued(*fields).render_derived(name="line", with_types=True)
    line = lines.c
    rises = and_(at.day > line.from_on, func.coalesce(at.day > line.free_until, always()))
    exact = line.offset + line.slope * case((rises, at.day - line.from_on), else_=literal(0))
    risen = select(func.sum(_divided(exact, line.whole, line.rounding))).correlate_except(lines).scalar_subquery()
    return case((of.penalties.is_(None), literal(0)), else_=cast(risen, BigInteger))


def _divided(exact: Number, whole: Number, rounding: Number) -> ColumnElement[Any]:
    return case(*((rounding == name.value, divided(exact, whole)) for name, divided in _DIVIDED.items()))


def _half_up(exact: Number, whole: Number) -> Number:
    return quotient(2 * exact + whole, 2 * whole)


def _half_even(exact: Number, whole: Number) -> Number:
    down, rest = quotient(exact, whole), 2 * (exact % whole)
    return down + case((rest > whole, 1), (and_(rest == whole, down % 2 == 1), 1), else_=0)


def _up(exact: Number, whole: Number) -> Number:
    return quotient(exact + whole - 1, whole)


def _down(exact: Number, whole: Number) -> Number:
    return quotient(exact, whole)


def quotient(dividend: Number, divisor: Number) -> Number:
    """PostgreSQL's own integer division, which drops the rest."""
    return cast(dividend, BigInteger).op("/")(cast(divisor, BigInteger))


# What rises is never negative, so rounding down and towards minus infinity are the same.
_DIVIDED: dict[Rounding, Callable[[Number, Number], Number]] = {
    Rounding.HALF_UP: _half_up,
    Rounding.HALF_EVEN: _half_even,
    Rounding.UP: _up,
    Rounding.DOWN: _down,
    Rounding.FLOOR: _down,
}


def _part(name: str, day: Number) -> ColumnElement[int]:
    return cast(func.date_part(name, day), Integer)
