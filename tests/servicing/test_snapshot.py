"""Any closed day can be asked for again, loan by loan, though a close writes down only what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loanwright.engine.api import DayCount, InterestBasis
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.servicing.api import BookDayNotKept, LoanDay, book_of, forget_loan_days, loans_on
from loanwright.servicing.model import RepaymentKind
from loanwright.servicing.usecases.close_range import close_range
from loanwright.servicing.usecases.start_close import start_close
from tests.queue import drain
from tests.servicing.book import TERMS, WITH_PENALTY, live_loan, pay, receipt_for
from tests.servicing.proofs import findings

_FIRST, _LAST = date(2026, 3, 29), date(2026, 5, 5)


def test_every_day_is_what_its_close_summed_up(runtime: Runtime) -> None:
    paying, silent = live_loan(runtime), live_loan(runtime, WITH_PENALTY)
    live_loan(runtime, replace(TERMS, interest_basis=InterestBasis.ON_BALANCE, day_count=DayCount.ACT_365))
    _close_until(runtime, date(2026, 4, 7))
    pay(runtime, receipt_for(runtime, paying, "2000", date(2026, 4, 7)))
    _close_until(runtime, date(2026, 4, 20))
    pay(runtime, receipt_for(runtime, silent, "13000", date(2026, 4, 20)))
    _close_until(runtime, _LAST)
    with runtime.read(SYSTEM) as uow:
        for day in (_FIRST + timedelta(days=passed) for passed in range((_LAST - _FIRST).days)):
            assert _sums([*loans_on(uow, day)]) == _summed_up(uow, day), day
        with pytest.raises(BookDayNotKept):
            loans_on(uow, _LAST)
    assert findings(runtime) == []
    _forget(runtime)


def _forget(runtime: Runtime) -> None:
    """Old days go but for the ends of months; what is left answers as before, and what is not says so."""
    with runtime.read(SYSTEM) as uow:
        before = {day: [*loans_on(uow, day)] for day in (date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 4))}
    assert runtime.run(SYSTEM, lambda uow: forget_loan_days(uow, date(2026, 5, 3))) > 0
    assert runtime.run(SYSTEM, lambda uow: forget_loan_days(uow, date(2026, 5, 3))) == 0
    with runtime.read(SYSTEM) as uow:
        assert {day: [*loans_on(uow, day)] for day in before} == before
        with pytest.raises(BookDayNotKept):
            loans_on(uow, date(2026, 4, 12))
        assert book_of(uow, date(2026, 4, 12))


def test_what_happens_after_a_range_is_closed_is_in_the_next_day(runtime: Runtime) -> None:
    account, today = live_loan(runtime), TERMS.start_on
    runtime.run(SYSTEM, lambda uow: start_close(uow, today))
    runtime.run(SYSTEM, lambda uow: close_range(uow, today, account.book_range))
    pay(runtime, receipt_for(runtime, account, "12000", today, RepaymentKind.PAYOFF))
    drain(runtime)
    _close_until(runtime, today + timedelta(days=2))
    with runtime.read(SYSTEM) as uow:
        assert [one.loan_id for one in loans_on(uow, today)] == [account.id]
        assert [*loans_on(uow, today + timedelta(days=1))] == []


def _sums(lines: list[LoanDay]) -> tuple[int, int, int, int]:
    figures = ((one.principal, one.interest_receivable, one.overdue) for one in lines)
    principal, interest, overdue = map(sum, zip(*figures, strict=True))
    return len(lines), principal, interest, overdue


def _summed_up(uow: UnitOfWork, day: date) -> tuple[int, int, int, int]:
    parts = book_of(uow, day).values()
    figures = ((one.loans, one.principal, one.interest_receivable, one.overdue) for one in parts)
    count, principal, interest, overdue = map(sum, zip(*figures, strict=True))
    return count, principal, interest, overdue


def _close_until(runtime: Runtime, until: date) -> None:
    with runtime.read(SYSTEM) as uow:
        today = uow.business_date
    runtime.run(SYSTEM, lambda uow: start_close(uow, today, until))
    drain(runtime)
