"""Classes and stages over time: every day adds up to its book, and nobody is lost between two days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.servicing.api import book_of, classified_days, migration, risk_days
from loanwright.servicing.classification import RiskClass
from loanwright.servicing.model import RepaymentKind
from loanwright.servicing.risk_report import ClassifiedDay, Held, Moved
from loanwright.servicing.rules import BookDayNotKept
from loanwright.servicing.usecases.start_close import start_close
from tests.queue import drain
from tests.servicing.book import TERMS, live_loan, pay, receipt_for
from tests.servicing.conftest import Staff

_START = TERMS.start_on
_EARLY, _LATE = date(2026, 4, 2), date(2026, 4, 5)


def _close_until(runtime: Runtime, until: date) -> None:
    with runtime.read(SYSTEM) as uow:
        today = uow.business_date
    runtime.run(SYSTEM, lambda uow: start_close(uow, today, until))
    drain(runtime)


def test_ratios_are_percent_of_what_they_are_measured_by() -> None:
    day = ClassifiedDay(_EARLY)
    assert _ratios(day) == [None, None, None]
    day.classes[RiskClass.NORMAL] = Held(9, 900_00, 9_00)
    assert _ratios(day) == [Decimal(0), None, Decimal(1)]
    day.classes[RiskClass.DOUBTFUL] = Held(1, 100_00, 50_00)
    assert _ratios(day) == [Decimal(10), Decimal(59), Decimal("5.9")]


def _ratios(day: ClassifiedDay) -> list[Decimal | None]:
    return [day.non_performing_ratio, day.coverage_ratio, day.provision_ratio]


def test_loans_are_followed_from_class_to_class(runtime: Runtime, staff: Staff) -> None:
    silent, paying = live_loan(runtime), live_loan(runtime)
    _close_until(runtime, date(2026, 4, 3))
    pay(runtime, receipt_for(runtime, paying, "12300", date(2026, 4, 3), RepaymentKind.PAYOFF))
    live_loan(runtime)
    _close_until(runtime, date(2026, 4, 6))
    with runtime.read(SYSTEM) as uow:
        days = classified_days(uow, _START, _LATE)
        moved = migration(uow, _EARLY, _LATE)
        for day in days:
            shares = book_of(uow, day.business_date).values()
            parts = (sum(one.loans for one in shares), sum(one.principal for one in shares))
            assert parts == (day.whole.loans, day.whole.principal)
            assert sum(day.stages.values(), Held()) == day.whole
        way = risk_days(uow, silent.id)
    principal = silent.terms.principal.minor
    assert len(days) == 35
    normal, mention = RiskClass.NORMAL, RiskClass.SPECIAL_MENTION
    assert set(moved) == {
        Moved(normal, mention, 1, principal),
        Moved(None, normal, 1, principal),
        Moved(normal, None, 1, principal),
    }
    assert [(one.business_date, one.risk_class) for one in way] == [(date(2026, 4, 3), mention), (_START, normal)]
    _over_http(staff)


def _over_http(staff: Staff) -> None:
    accountant = staff(Role.ACCOUNTANT)
    days = accountant.get("/staff/classification/days", from_="2026-04-04")["items"]
    assert [day["business_date"] for day in days] == ["2026-04-04", "2026-04-05"]
    assert (days[-1]["non_performing_ratio"], days[-1]["provision_ratio"]) == ("0.00", "1.50")
    path = "/staff/classification/migration"
    assert len(accountant.get(path, from_="2026-04-02", until="2026-04-05")["items"]) == 3
    assert accountant.refusal(f"{path}?from_=2026-03-01&until=2026-04-05") == "book-day-not-kept"


def test_a_day_whose_loans_are_gone_is_refused(runtime: Runtime) -> None:
    with runtime.read(SYSTEM) as uow, pytest.raises(BookDayNotKept):
        migration(uow, _START, _START)
