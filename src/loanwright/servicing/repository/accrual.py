"""`engine.accrued` in SQL: what a loan's lines have risen to, for ten thousand loans in one statement.

The figures of a line stand in the loan's row. A property test holds the two equal to the cent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, Integer, String, and_, case, cast, column, func, literal, select
from sqlalchemy import true as always

from loanwright.engine.api import DayCount
from loanwright.kernel.money import Rounding
from loanwright.servicing.tables import loan

Day = ColumnElement[Any]
"""A date column or expression."""

_LINE = func.jsonb_to_recordset(loan.c.penalties).table_valued(
    column("from_on", Date),
    column("free_until", Date),
    column("offset", BigInteger),
    column("slope", BigInteger),
    column("whole", BigInteger),
    column("rounding", String),
)


def accrued_sql(day: Day) -> ColumnElement[int]:
    """Minor units that the interest line of a row of `loan` has risen to at the end of `day`."""
    count = loan.c.accrual_day_count
    elapsed = case((day > loan.c.accrual_from, _elapsed(count, loan.c.accrual_from, day)), else_=literal(0))
    exact = loan.c.accrual_offset + loan.c.accrual_interest_minor * elapsed
    return func.coalesce(_divided(exact, loan.c.accrual_whole, loan.c.accrual_rounding), 0)


def penalties_sql(day: Day) -> ColumnElement[int]:
    """The same for all its penalty lines together."""
    lines = _LINE.render_derived(name="line", with_types=True)
    line = lines.c
    rises = and_(day > line.from_on, func.coalesce(day > line.free_until, always()))
    exact = line.offset + line.slope * case((rises, day - line.from_on), else_=literal(0))
    risen = select(func.sum(_divided(exact, line.whole, line.rounding))).correlate_except(lines).scalar_subquery()
    return case((loan.c.penalties.is_(None), literal(0)), else_=cast(risen, BigInteger))


def _divided(exact: Day, whole: Day, rounding: Day) -> ColumnElement[Any]:
    return case(*((rounding == name.value, divided(exact, whole)) for name, divided in _DIVIDED.items()))


def _half_up(exact: Day, whole: Day) -> Day:
    return quotient(2 * exact + whole, 2 * whole)


def _half_even(exact: Day, whole: Day) -> Day:
    down, rest = quotient(exact, whole), 2 * (exact % whole)
    return down + case((rest > whole, 1), (and_(rest == whole, down % 2 == 1), 1), else_=0)


def _up(exact: Day, whole: Day) -> Day:
    return quotient(exact + whole - 1, whole)


def _down(exact: Day, whole: Day) -> Day:
    return quotient(exact, whole)


def quotient(dividend: Day, divisor: Day) -> Day:
    """PostgreSQL's own integer division, which drops the rest."""
    return cast(dividend, BigInteger).op("/")(cast(divisor, BigInteger))


# What rises is never negative, so rounding down and towards minus infinity are the same.
_DIVIDED: dict[Rounding, Callable[[Day, Day], Day]] = {
    Rounding.HALF_UP: _half_up,
    Rounding.HALF_EVEN: _half_even,
    Rounding.UP: _up,
    Rounding.DOWN: _down,
    Rounding.FLOOR: _down,
}


def _elapsed(count: Day, start: Day, end: Day) -> ColumnElement[int]:
    """`engine.weight` in SQL for the day counts of `ACCRUED_IN_SQL`."""
    first = func.least(_part("day", start), 30)
    last = _part("day", end)
    bond = case((and_(last == 31, first == 30), 30), else_=last)
    return case(
        (count == DayCount.THIRTY_360.value, _months_of_30(start, end) + bond - first),
        (count == DayCount.THIRTY_E_360.value, _months_of_30(start, end) + func.least(last, 30) - first),
        else_=end - start,
    )


def _months_of_30(start: Day, end: Day) -> ColumnElement[int]:
    years = _part("year", end) - _part("year", start)
    return 360 * years + 30 * (_part("month", end) - _part("month", start))


def _part(name: str, day: Day) -> ColumnElement[int]:
    return cast(func.date_part(name, day), Integer)
