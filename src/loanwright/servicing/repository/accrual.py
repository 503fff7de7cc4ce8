"""`engine.accrued` in SQL: interest between events, for ten thousand loans in one statement.

The engine earns a period's interest pro rata of the period, so between two events nothing is needed but the running
installment's interest and two dates, which stand in the loan's row. A property test holds the two equal to the cent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, and_, case, cast, func, literal

from loanwright.engine.api import DayCount
from loanwright.kernel.money import Rounding
from loanwright.servicing.tables import loan

Day = ColumnElement[Any]
"""A date column or expression."""


def accrued_sql(day: Day) -> ColumnElement[int]:
    """Minor units of interest that a row of `loan` has earned in its running period through `day`."""
    exact = loan.c.accrual_interest_minor * _elapsed(loan.c.accrual_from, day)
    rounded = case(*_roundings(exact, loan.c.accrual_whole), else_=literal(0))
    return case((and_(loan.c.accrual_whole.is_not(None), day > loan.c.accrual_from), rounded), else_=literal(0))


def _roundings(exact: Day, whole: Day) -> list[tuple[ColumnElement[bool], ColumnElement[Any]]]:
    return [(loan.c.accrual_rounding == name.value, divided(exact, whole)) for name, divided in _DIVIDED.items()]


def _half_up(exact: Day, whole: Day) -> Day:
    return _quotient(2 * exact + whole, 2 * whole)


def _half_even(exact: Day, whole: Day) -> Day:
    quotient, rest = _quotient(exact, whole), 2 * (exact % whole)
    return quotient + case((rest > whole, 1), (and_(rest == whole, quotient % 2 == 1), 1), else_=0)


def _up(exact: Day, whole: Day) -> Day:
    return _quotient(exact + whole - 1, whole)


def _down(exact: Day, whole: Day) -> Day:
    return _quotient(exact, whole)


def _quotient(dividend: Day, divisor: Day) -> Day:
    """PostgreSQL's own integer division, which drops the rest."""
    return cast(dividend, BigInteger).op("/")(cast(divisor, BigInteger))


# Interest is never negative, so rounding down and towards minus infinity are the same.
_DIVIDED: dict[Rounding, Callable[[Day, Day], Day]] = {
    Rounding.HALF_UP: _half_up,
    Rounding.HALF_EVEN: _half_even,
    Rounding.UP: _up,
    Rounding.DOWN: _down,
    Rounding.FLOOR: _down,
}


def _elapsed(start: Day, end: Day) -> ColumnElement[int]:
    """`engine.weight` in SQL for the day counts of `IN_SQL`."""
    first = func.least(_part("day", start), 30)
    last = _part("day", end)
    bond = case((and_(last == 31, first == 30), 30), else_=last)
    count = loan.c.accrual_day_count
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
