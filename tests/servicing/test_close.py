"""The end of day: interest, arrears, the business date; closed once, restartable, equal to the engine every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.ledger.api import Account, balances
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.rules import DayAlreadyClosed, DayCloseUnderWay
from loanwright.servicing.usecases.close_range import close_range
from loanwright.servicing.usecases.start_close import start_close
from tests.queue import drain
from tests.servicing.book import TERMS, WITH_PENALTY, live_loan, loan_now, pay, receipt_for
from tests.servicing.proofs import findings

TODAY = TERMS.start_on


def close_until(runtime: Runtime, until: date) -> None:
    """Close every day before `until`."""
    with runtime.read(SYSTEM) as uow:
        today = uow.business_date
    runtime.run(SYSTEM, lambda uow: start_close(uow, today, until))
    drain(runtime)


def business_date(runtime: Runtime) -> date:
    with runtime.read(SYSTEM) as uow:
        return uow.business_date


def test_closing_an_empty_book_moves_the_date(runtime: Runtime) -> None:
    close_until(runtime, TODAY + timedelta(days=1))
    assert business_date(runtime) == TODAY + timedelta(days=1)


def test_books_agree_around_a_due_date(runtime: Runtime) -> None:
    paying, silent = live_loan(runtime), live_loan(runtime, WITH_PENALTY)
    close_until(runtime, date(2026, 3, 30))
    for day in (date(2026, 3, 31) + timedelta(days=offset) for offset in range(8)):
        close_until(runtime, day)
        assert findings(runtime) == [], day
        if day == date(2026, 4, 1):
            pay(runtime, receipt_for(runtime, paying, "1080.12", day))
            assert findings(runtime) == []
    assert loan_now(runtime, paying.id).status is LoanStatus.ACTIVE
    assert loan_now(runtime, silent.id).status is LoanStatus.OVERDUE
    with runtime.read(SYSTEM) as uow:
        assert balances(uow)[Account.PENALTY_RECEIVABLE].minor > 0


def test_a_day_is_closed_once(runtime: Runtime) -> None:
    live_loan(runtime)
    runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY))
    with pytest.raises(DayCloseUnderWay):
        runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY))
    drain(runtime)
    with pytest.raises(DayAlreadyClosed):
        runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY))


def test_a_chunk_delivered_twice_changes_nothing(runtime: Runtime) -> None:
    account = live_loan(runtime)
    runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY))
    for _ in range(2):
        runtime.run(SYSTEM, lambda uow: close_range(uow, TODAY, account.book_range))
    drain(runtime)
    assert (business_date(runtime), findings(runtime)) == (TODAY + timedelta(days=1), [])


def test_a_repayment_between_chunk_and_date_change(runtime: Runtime) -> None:
    account = live_loan(runtime)
    close_until(runtime, date(2026, 3, 20))
    runtime.run(SYSTEM, lambda uow: start_close(uow, date(2026, 3, 20)))
    runtime.run(SYSTEM, lambda uow: close_range(uow, date(2026, 3, 20), account.book_range))
    pay(runtime, receipt_for(runtime, account, "300", date(2026, 3, 20)))
    assert findings(runtime) == []
    drain(runtime)
    close_until(runtime, date(2026, 4, 10))
    assert findings(runtime) == []


def test_a_backdated_repayment_needs_no_special_code(runtime: Runtime) -> None:
    account = live_loan(runtime)
    close_until(runtime, date(2026, 4, 12))
    assert loan_now(runtime, account.id).status is LoanStatus.OVERDUE
    pay(runtime, receipt_for(runtime, account, "1100", date(2026, 4, 2)))
    assert (loan_now(runtime, account.id).status, findings(runtime)) == (LoanStatus.ACTIVE, [])
