"""A loan's life in the books: disbursed, repaid, overpaid, paid twice, settled, reversed; and the ledger then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, balances
from loanwright.servicing.commands.corrections import ReverseEvent
from loanwright.servicing.model import LoanStatus, RepaymentKind, ReversalKind
from loanwright.servicing.repository import suspense
from loanwright.servicing.rules import SettlementNotHeardYet
from loanwright.servicing.usecases.confirm_disbursement import confirm_disbursement
from loanwright.servicing.usecases.quote_payoff import quote_payoff
from loanwright.servicing.usecases.record_unordered_debit import record_unordered_debit
from loanwright.servicing.usecases.return_disbursement import return_disbursement
from tests.servicing.book import TERMS, live_loan, loan_now, pay, pending_loan, receipt_for
from tests.servicing.desk import give

TODAY = TERMS.start_on


def books(runtime: Runtime) -> dict[str, str]:
    """Debits less credits of every account that has moved."""
    with runtime.read(SYSTEM) as uow:
        return {account.value: str(amount) for account, amount in balances(uow).items() if amount}


def test_a_pending_loan_owes_nothing(runtime: Runtime) -> None:
    account = pending_loan(runtime)
    assert (account.status, books(runtime)) == (LoanStatus.PENDING, {})


def test_the_loan_is_active_once_the_bank_says_so(runtime: Runtime) -> None:
    account = live_loan(runtime)
    assert account.status is LoanStatus.ACTIVE
    assert (account.disbursed_on, account.growth.through) == (TODAY, date(2026, 4, 2))
    assert books(runtime) == {"bank": "-12000.00", "loans": "12000.00"}


def test_money_beyond_what_is_due_is_kept_as_credit(runtime: Runtime) -> None:
    account = live_loan(runtime)
    pay(runtime, receipt_for(runtime, account, "500", TODAY))
    assert books(runtime) == {"bank": "-11500.00", "loans": "12000.00", "customer_credit": "-500.00"}


def test_the_same_receipt_counts_once(runtime: Runtime) -> None:
    account = live_loan(runtime)
    receipt = receipt_for(runtime, account, "500", TODAY)
    pay(runtime, receipt)
    pay(runtime, receipt)
    assert loan_now(runtime, account.id).posted.received == 50_000


def test_a_payoff_settles_to_the_cent(runtime: Runtime) -> None:
    account = live_loan(runtime)
    with runtime.read(SYSTEM) as uow:
        quote = quote_payoff(uow, account.id)
    pay(runtime, receipt_for(runtime, account, str(quote.amount), TODAY, RepaymentKind.PAYOFF))
    assert loan_now(runtime, account.id).status is LoanStatus.SETTLED
    assert books(runtime) == {}


def test_money_for_a_settled_loan_waits_in_suspense(runtime: Runtime) -> None:
    account = live_loan(runtime)
    pay(runtime, receipt_for(runtime, account, "12000", TODAY, RepaymentKind.PAYOFF))
    pay(runtime, receipt_for(runtime, account, "88", TODAY))
    assert books(runtime) == {"bank": "88.00", "settlement_suspense": "-88.00"}


@pytest.mark.parametrize("first", ["reversal", "debit"])
def test_a_bounced_repayment_and_the_banks_debit_leave_no_trace(runtime: Runtime, first: str) -> None:
    account = live_loan(runtime)
    before = books(runtime)
    pay(runtime, receipt_for(runtime, account, "500", TODAY))
    news: list[Callable[[], object]] = [
        lambda: give(runtime, account.id, ReverseEvent(sequence=2)),
        lambda: runtime.run(SYSTEM, lambda uow: record_unordered_debit(uow, Money(50000), TODAY, "RTN1")),
    ]
    for happened in news if first == "reversal" else reversed(news):
        happened()
    assert books(runtime) == before
    with runtime.read(SYSTEM) as uow:
        assert suspense.open_items(uow, None, 10) == []


def test_misallocated_money_returns_to_suspense(runtime: Runtime) -> None:
    account = live_loan(runtime)
    pay(runtime, receipt_for(runtime, account, "500", TODAY))
    give(runtime, account.id, ReverseEvent(sequence=2, money=ReversalKind.MISALLOCATED))
    assert books(runtime)[Account.SETTLEMENT_SUSPENSE] == "-500.00"


def test_a_return_heard_before_its_settlement_waits_for_it(runtime: Runtime) -> None:
    account, order_id = pending_loan(runtime), uuid4()

    def hear_return() -> None:
        runtime.run(SYSTEM, lambda uow: return_disbursement(uow, account.id, order_id, TODAY, "AC04"))

    with pytest.raises(SettlementNotHeardYet):
        hear_return()
    runtime.run(SYSTEM, lambda uow: confirm_disbursement(uow, account.id, order_id, TODAY))
    hear_return()
    hear_return()
    assert loan_now(runtime, account.id).status is LoanStatus.DISBURSEMENT_REJECTED
    assert books(runtime) == {}
