"""What goes wrong in production: everything at once, twice, late, or cut off in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Money
from loanwright.ledger.api import BusinessDayMoved
from loanwright.payments.events import FundsReceived, PaymentRejected, PaymentReturned, PaymentSettled
from loanwright.servicing.api import start_close
from loanwright.servicing.model import DISBURSEMENT, LoanStatus
from loanwright.servicing.repository import loans
from loanwright.servicing.rules import DayCloseUnderWay
from loanwright.servicing.usecases.close_range import close_range
from loanwright.servicing.usecases.record_repayment import record_repayment
from tests.queue import drain
from tests.servicing.book import TERMS, live_loan, loan_now, pay, pending_loan, receipt_for
from tests.servicing.proofs import findings

TODAY = TERMS.start_on


class _Killed(Exception):
    pass


@contextmanager
def killed_before_commit(runtime: Runtime) -> Iterator[UnitOfWork]:
    """A command that did all its work and dies at the last moment."""
    with pytest.raises(_Killed), runtime.begin(SYSTEM) as uow:
        yield uow
        raise _Killed


def at_once(*works: Callable[[], object]) -> list[BaseException | None]:
    """Run all of these in threads of their own; what each raised."""
    with ThreadPoolExecutor(len(works)) as pool:
        return [running.exception() for running in [pool.submit(work) for work in works]]


def test_two_repayments_at_once_both_count(runtime: Runtime) -> None:
    account = live_loan(runtime)
    receipts = [receipt_for(runtime, account, amount, TODAY) for amount in ("100", "200", "300", "400")]
    raised = at_once(*(lambda receipt=receipt: pay(runtime, receipt) for receipt in receipts))
    assert raised == [None] * 4
    assert loan_now(runtime, account.id).posted.received == 1_000_00
    assert findings(runtime) == []


def test_the_same_receipt_heard_by_two_workers_counts_once(runtime: Runtime) -> None:
    account = live_loan(runtime)
    receipt = receipt_for(runtime, account, "100", TODAY)
    assert at_once(*[lambda: pay(runtime, receipt)] * 3) == [None] * 3
    assert loan_now(runtime, account.id).posted.received == 100_00


def test_repayments_go_on_while_the_day_is_closed(runtime: Runtime) -> None:
    account = live_loan(runtime)
    runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY))
    receipts = [receipt_for(runtime, account, "100", TODAY) for _ in range(4)]
    chunk = lambda: runtime.run(SYSTEM, lambda uow: close_range(uow, TODAY, account.book_range))  # noqa: E731
    raised = at_once(chunk, *(lambda receipt=receipt: pay(runtime, receipt) for receipt in receipts))
    assert raised == [None] * 5
    drain(runtime)
    assert loan_now(runtime, account.id).posted.received == 400_00
    assert findings(runtime) == []


def test_closes_begun_at_once_are_one(runtime: Runtime) -> None:
    live_loan(runtime)
    raised = at_once(*[lambda: runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY))] * 3)
    assert sorted(type(one).__name__ for one in raised) == [DayCloseUnderWay.__name__] * 2 + ["NoneType"]
    drain(runtime)
    with runtime.read(SYSTEM) as uow:
        assert uow.business_date == TODAY + timedelta(days=1)


def test_a_repayment_killed_before_its_commit_leaves_nothing(runtime: Runtime) -> None:
    account = live_loan(runtime)
    receipt = receipt_for(runtime, account, "100", TODAY)
    with killed_before_commit(runtime) as uow:
        record_repayment(uow, receipt)
    assert (loan_now(runtime, account.id).last_seq, findings(runtime)) == (1, [])
    pay(runtime, receipt)
    assert (loan_now(runtime, account.id).posted.received, findings(runtime)) == (100_00, [])


def test_a_chunk_killed_before_its_commit_is_done_again(runtime: Runtime) -> None:
    account = live_loan(runtime)
    runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY, date(2026, 3, 6)))
    with killed_before_commit(runtime) as uow:
        close_range(uow, TODAY, account.book_range)
    assert findings(runtime) == []
    drain(runtime)
    with runtime.read(SYSTEM) as uow:
        assert uow.business_date == date(2026, 3, 6)
    assert findings(runtime) == []


def test_a_command_that_began_on_a_closed_day_is_refused(runtime: Runtime) -> None:
    account = live_loan(runtime)
    receipt = receipt_for(runtime, account, "100", TODAY)
    with pytest.raises(BusinessDayMoved), runtime.begin(SYSTEM) as uow:
        runtime.run(SYSTEM, lambda other: start_close(other, TODAY))
        drain(runtime)
        record_repayment(uow, receipt)
    pay(runtime, receipt)
    assert findings(runtime) == []


def test_a_loan_that_cannot_be_replayed_does_not_stop_the_day(runtime: Runtime) -> None:
    broken, sound = live_loan(runtime), live_loan(runtime)
    with runtime.engine.begin() as owner:  # nothing the application may do: its role cannot change an event
        statement = "UPDATE loan_event SET event = event || :gone WHERE loan_id = :loan_id"
        owner.execute(
            text(statement), {"gone": '{"amount": {"amount": "0.00", "currency": "CNY"}}', "loan_id": broken.id}
        )
        owner.execute(text("UPDATE loan SET touch_on = '2026-03-03' WHERE id = :id"), {"id": broken.id})
    runtime.run(SYSTEM, lambda uow: start_close(uow, TODAY, date(2026, 3, 5)))
    drain(runtime)
    with runtime.read(SYSTEM) as uow:
        assert uow.business_date == date(2026, 3, 5)
        aside = uow.connection.execute(text("SELECT loan_id, reason FROM close_exception")).all()
    assert {(row.loan_id, "amount-not-positive" in row.reason) for row in aside} == {(broken.id, True)}
    assert not [one for one in findings(runtime) if str(sound.id) in one]
    assert [one for one in findings(runtime) if str(broken.id) in one]


def test_what_the_bank_says_of_a_disbursement(runtime: Runtime) -> None:
    account = pending_loan(runtime)
    runtime.run(SYSTEM, lambda uow: loans.set_status(uow, account.id, LoanStatus.DISBURSING))
    order, amount = uuid7(runtime.clock()), Money.parse("12000")
    facts = {"order_id": order, "purpose": DISBURSEMENT, "subject_id": account.id, "amount": amount}
    tell(runtime, PaymentRejected(**facts, reason="AC01"))
    assert loan_now(runtime, account.id).status is LoanStatus.DISBURSEMENT_REJECTED
    runtime.run(SYSTEM, lambda uow: loans.set_status(uow, account.id, LoanStatus.DISBURSING))
    tell(runtime, PaymentSettled(**facts, settled_on=TODAY))
    assert loan_now(runtime, account.id).status is LoanStatus.ACTIVE
    tell(runtime, PaymentReturned(**facts, returned_on=TODAY, reason="AC04"))
    assert loan_now(runtime, account.id).status is LoanStatus.DISBURSEMENT_REJECTED
    assert findings(runtime) == []


def test_a_payment_of_an_unknown_reference_waits(runtime: Runtime) -> None:
    told = FundsReceived(
        receipt_id=uuid7(runtime.clock()),
        account="6222000000000001",
        amount=Money.parse("66"),
        booked_on=TODAY,
        reference="LW0000000000000",
        request_id=None,
        purpose=None,
        subject_id=None,
    )
    tell(runtime, told)
    tell(runtime, told)
    assert findings(runtime) == []
    with runtime.read(SYSTEM) as uow:
        assert uow.connection.execute(text("SELECT count(*) FROM suspense_item")).scalar_one() == 1


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting", "loan_event", "loan_day"])
@pytest.mark.parametrize("change", ["DELETE FROM {table}", "UPDATE {table} SET business_date = '2020-01-01'"])
def test_what_is_written_down_stays(runtime: Runtime, table: str, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text(change.format(table=table)))


def tell(runtime: Runtime, event: FundsReceived | PaymentSettled | PaymentRejected | PaymentReturned) -> None:
    """Let servicing hear it; who looks behind it for the order at the bank finds none, so they do not hear it."""
    with runtime.begin(SYSTEM) as uow:
        uow.publish(event)
    with runtime.engine.begin() as connection:
        connection.execute(text("DELETE FROM pgqueuer WHERE entrypoint NOT LIKE 'servicing.%'"))
    drain(runtime)
