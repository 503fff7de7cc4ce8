"""The parts of a product document that go beyond level monthly installments: seasons, plans, grace, floating rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from loanwright.engine.api import InterestDue, UnpaidInterest
from loanwright.products.parts import Bilingual, Part, Percent


class SeasonOffered(Part):
    """Due on `day` of each of these months, in place of a rhythm."""

    months: tuple[int, ...] = Field(min_length=1, max_length=12)
    day: int


class DueDayOffered(Part):
    """A fixed day of the month, at least so many days after the start."""

    day: int
    least_days: int = 1


class GraceOffered(Part):
    """First installments without principal, without paying interest, or without interest."""

    principal: int = Field(default=0, ge=0)
    interest_payment: int = Field(default=0, ge=0)
    interest_charged: int = Field(default=0, ge=0)
    unpaid: UnpaidInterest = UnpaidInterest.CARRIED


class StepOffered(Part):
    """Another yearly rate from an installment on."""

    from_period: int = Field(ge=2)
    percent: Percent


class ResetOn(StrEnum):
    """When a floating rate is set anew, each year."""

    NEW_YEAR = "new_year"  # on 1 January
    ANNIVERSARY = "anniversary"  # a year after the start


class FixingPublished(Part):
    """What an index was published at."""

    on: date
    percent: Percent


class FloatingOffered(Part):
    """An index and the points on it (or below it, if negative) that the rate follows from its first reset on."""

    index: str = Field(min_length=1)
    margin_percent: Decimal
    reset: ResetOn
    fixings: tuple[FixingPublished, ...]
    floor_percent: Percent | None = None
    cap_percent: Percent | None = None


class LineOffered(Part):
    """The amount is a limit from which the borrower draws (随借随还), and when the interest of what is drawn is due."""

    interest_due: InterestDue


class SubsidyOffered(Part):
    """What a third party, the `provider`, pays of the interest: a percentage of it, or points of the rate."""

    provider: Bilingual
    percent: Decimal | None = None
    points_percent: Percent | None = None
    periods: int | None = Field(default=None, ge=1)
