"""The end of day: interest, arrears, the business date; closed once, restartable, equal to the engine every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from loanwright.engine.api import DayCount, InterestBasis
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.ledger.api import Account, balances
from loanwright.servicing.api import book_of, day_close, open_exceptions, preview_close, retry_exception
from loanwright.servicing.classification import RiskClass
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.rules import DayAlreadyClosed, DayCloseUnderWay, LoanNotSetAside
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


def test_a_preview_says_what_the_close_does(runtime: Runtime) -> None:
    live_loan(runtime)
    live_loan(runtime, replace(WITH_PENALTY, day_count=DayCount.ACT_365))
    live_loan(runtime, replace(TERMS, interest_basis=InterestBasis.ON_BALANCE))
    for day in (date(2026, 3, 10), date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6)):
        if business_date(runtime) < day:
            close_until(runtime, day)
        with runtime.read(SYSTEM) as uow:
            foreseen = preview_close(uow)
        close_until(runtime, day + timedelta(days=1))
        with runtime.read(SYSTEM) as uow:
            done, book = day_close(uow, day), book_of(uow, day)
        assert (foreseen.loans, foreseen.by_step + foreseen.by_engine) == (done.loans, done.rewritten), day
        assert foreseen.interest == done.interest_minor == sum(share.interest_today for share in book.values()), day
        assert foreseen.penalties == sum(share.penalties_today for share in book.values()), day


def test_a_loan_that_cannot_be_closed_waits_and_is_tried_again(runtime: Runtime) -> None:
    account = live_loan(runtime)
    live_loan(runtime)
    close_until(runtime, date(2026, 4, 3))
    _damage(runtime, account.id, "Unheard")
    close_until(runtime, date(2026, 4, 5))
    with runtime.read(SYSTEM) as uow:
        waiting = open_exceptions(uow)
        assert [one.loan_id for one in waiting] == [account.id]
        assert day_close(uow, date(2026, 4, 4)).loans == 2
        assert uow.business_date == date(2026, 4, 5)
    _damage(runtime, account.id, "Disbursed")
    runtime.run(SYSTEM, lambda uow: retry_exception(uow, account.id))
    with runtime.read(SYSTEM) as uow:
        assert open_exceptions(uow) == []
    with pytest.raises(LoanNotSetAside):
        runtime.run(SYSTEM, lambda uow: retry_exception(uow, account.id))
    close_until(runtime, date(2026, 4, 7))
    assert findings(runtime) == []


def _damage(runtime: Runtime, loan_id: UUID, kind: str) -> None:
    """As only the owner of the database could."""
    event = "jsonb_set(event, '{kind}', to_jsonb(CAST(:kind AS text)))"
    with runtime.engine.begin() as connection:
        connection.execute(text(f"UPDATE loan_event SET event = {event}"), {"kind": kind})
        connection.execute(text("UPDATE loan SET is_plain = false WHERE id = :id"), {"id": loan_id})


def test_arrears_decide_class_stage_and_provision(runtime: Runtime) -> None:
    live_loan(runtime)
    seen = {}
    for day in (date(2026, 4, 2), date(2026, 4, 3), date(2026, 5, 3), date(2026, 7, 2)):
        close_until(runtime, day + timedelta(days=1))
        with runtime.read(SYSTEM) as uow:
            ((part, share),) = book_of(uow, day).items()
            assert balances(uow)[Account.LOAN_LOSS_ALLOWANCE].minor == -share.provision
            seen[day] = (part.risk_class, part.stage, share.provision)
    assert seen == {
        date(2026, 4, 2): (RiskClass.NORMAL, 1, 120_00),
        date(2026, 4, 3): (RiskClass.SPECIAL_MENTION, 1, 240_00),
        date(2026, 5, 3): (RiskClass.SPECIAL_MENTION, 2, 240_00),
        date(2026, 7, 2): (RiskClass.SUBSTANDARD, 3, 3000_00),
    }
    assert findings(runtime) == []


def test_a_loan_that_is_looked_at_early_is_no_finding(runtime: Runtime) -> None:
    account = live_loan(runtime)
    close_until(runtime, date(2026, 3, 10))
    _rewrite(runtime, account.id, "touch_on = DATE '2026-03-20', is_plain = false")
    assert findings(runtime) == []
    close_until(runtime, date(2026, 3, 22))
    assert findings(runtime) == []
    _rewrite(runtime, account.id, "touch_on = DATE '2026-03-28', is_plain = false, accrual_interest_minor = 1")
    assert findings(runtime) != []


def _rewrite(runtime: Runtime, loan_id: UUID, what: str) -> None:
    """As a migration may leave it, or somebody who must not."""
    with runtime.engine.begin() as connection:
        connection.execute(text(f"UPDATE loan SET {what} WHERE id = :id"), {"id": loan_id})
