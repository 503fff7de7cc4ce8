"""Loans that are not repaid, through servicing: who must agree, what is posted, and that the books agree throughout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from loanwright.engine.api import Disbursed, LoanTerms, NonAccrual
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.ledger.api import Account, balances
from loanwright.servicing.api import book_of, command_offers
from loanwright.servicing.commands.command import Command
from loanwright.servicing.commands.corrections import ReverseEvent
from loanwright.servicing.commands.interest import PauseInterest
from loanwright.servicing.commands.losses import (
    BeginNonAccrual,
    ChargeOff,
    LoanAccruing,
    LoanChargedOffBefore,
    LoanNotAccruing,
    LossExceedsBooks,
    ResumeAccrual,
    SellClaim,
    WriteBack,
    WriteOff,
)
from loanwright.servicing.commands.plan import GrantGoodwill
from loanwright.servicing.model import Loan, LoanStatus, Receipt, RepaymentKind
from loanwright.servicing.repository import loans
from loanwright.servicing.usecases.record_event import record
from loanwright.servicing.usecases.record_repayment import record_repayment
from loanwright.servicing.usecases.record_sale import record_sale
from tests.servicing.book import TERMS, WITH_PENALTY, loan_now, pay, pending_loan, receipt_for
from tests.servicing.desk import OFFICER, done, give, preview
from tests.servicing.proofs import findings
from tests.servicing.test_close import close_until

TODAY = TERMS.start_on


def lent(runtime: Runtime, days_ago: int, terms: LoanTerms = WITH_PENALTY) -> Loan:
    """A loan paid out some days ago; nothing has been paid on it since."""
    on = TODAY - timedelta(days=days_ago)
    account = pending_loan(runtime, replace(terms, start_on=on))
    paid_out = Disbursed(sequence=1, effective_on=on, amount=terms.principal)
    runtime.run(SYSTEM, lambda uow: record(uow, loans.lock(uow, account.id), paid_out))
    return loan_now(runtime, account.id)


def close(runtime: Runtime, days: int = 1) -> date:
    """Close so many days; the date that is open then."""
    with runtime.read(SYSTEM) as uow:
        until = uow.business_date + timedelta(days=days)
    close_until(runtime, until)
    assert findings(runtime) == []
    return until


def balance(runtime: Runtime, *roles: Account) -> list[str]:
    """Debits less credits."""
    with runtime.read(SYSTEM) as uow:
        held = balances(uow)
        return [str(held[role]) if role in held else "0.00" for role in roles]


def owed(runtime: Runtime, loan_id: UUID) -> Money:
    """All that was due before today."""
    with runtime.read(SYSTEM) as uow:
        row = loans.get(uow, loan_id)
    return Money(row.posted.memo_interest + row.posted.principal)


def test_a_loan_long_overdue_stops_to_accrue_and_accrues_again_when_it_is_cured(runtime: Runtime) -> None:
    late, in_time = lent(runtime, 120), lent(runtime, 30)  # 90 days past due in the evening
    close(runtime)
    assert loan_now(runtime, late.id).non_accrual is None
    income = balance(runtime, Account.INTEREST_INCOME, Account.MEMO_INTEREST)
    today = close(runtime)
    assert loan_now(runtime, late.id).non_accrual is NonAccrual.PAST_DUE
    assert loan_now(runtime, in_time.id).non_accrual is None
    assert balance(runtime, Account.INTEREST_INCOME, Account.MEMO_INTEREST) != income
    memo, last = Money.parse(balance(runtime, Account.MEMO_INTEREST)[0]), loan_now(runtime, late.id)
    today = close(runtime)
    assert loan_now(runtime, late.id) == last  # nothing happens to it but that it rises, beside the books
    assert Money.parse(balance(runtime, Account.MEMO_INTEREST)[0]) > memo
    assert (last.posted.interest_income, last.posted.interest_receivable) == (0, 0)

    pay(runtime, receipt_for(runtime, late, "5000", today))  # everything overdue, and some more
    assert findings(runtime) == []
    close(runtime)
    cured = loan_now(runtime, late.id)
    assert (cured.non_accrual, cured.posted.memo_interest) == (None, 0)
    assert cured.posted.interest_income > 0


def test_a_doubt_by_judgement_ends_by_judgement(runtime: Runtime) -> None:
    sound = lent(runtime, 10)
    done(runtime, sound.id, BeginNonAccrual())
    close(runtime, days=3)
    assert loan_now(runtime, sound.id).non_accrual is NonAccrual.JUDGEMENT
    done(runtime, sound.id, ResumeAccrual())
    assert findings(runtime) == []
    assert loan_now(runtime, sound.id).posted.interest_income > 0


def test_the_life_of_a_loan_written_off(runtime: Runtime) -> None:
    account = lent(runtime, 125)
    close(runtime, days=2)
    waiting = give(runtime, account.id, WriteOff()).request
    assert loan_now(runtime, account.id).status is LoanStatus.OVERDUE  # until a colleague agrees
    done_by_two = preview(runtime, account.id, WriteOff())
    assert done_by_two.needs_second_person
    assert waiting.state.value == "waiting"

    done(runtime, account.id, WriteOff())
    assert findings(runtime) == []
    lost = loan_now(runtime, account.id)
    assert lost.status is LoanStatus.WRITTEN_OFF
    assert balance(runtime, Account.LOANS, Account.MEMO_WRITTEN_OFF) == ["0.00", "12000.00"]
    today = close(runtime, days=2)
    with runtime.read(SYSTEM) as uow:
        assert not book_of(uow, today - timedelta(days=1))  # nothing is provided for any more
    assert balance(runtime, Account.LOAN_LOSS_ALLOWANCE, Account.IMPAIRMENT_LOSS) == ["0.00", "12000.00"]

    pay(runtime, receipt_for(runtime, account, "2000", today))
    assert findings(runtime) == []
    assert balance(runtime, Account.MEMO_WRITTEN_OFF, Account.IMPAIRMENT_LOSS) == ["10000.00", "10000.00"]

    done(runtime, account.id, WriteBack())
    assert findings(runtime) == []
    again = loan_now(runtime, account.id)
    assert (again.status, again.non_accrual) == (LoanStatus.OVERDUE, NonAccrual.PAST_DUE)
    close(runtime)
    done(runtime, account.id, ReverseEvent(sequence=again.last_seq))
    assert findings(runtime) == []
    assert loan_now(runtime, account.id).status is LoanStatus.WRITTEN_OFF
    assert loan_now(runtime, account.id).posted == replace(
        lost.posted, received=2000_00, recovered=2000_00, memo_written_off=10_000_00
    )


def test_a_loan_charged_off_lives_on_beside_the_books(runtime: Runtime) -> None:
    account = lent(runtime, 125)
    done(runtime, account.id, ChargeOff())
    today = close(runtime, days=2)
    gone = loan_now(runtime, account.id)
    assert (gone.status, gone.non_accrual) == (LoanStatus.OVERDUE, NonAccrual.CHARGED_OFF)
    with runtime.read(SYSTEM) as uow:
        shares = book_of(uow, today - timedelta(days=1))
    assert [(one.loans, one.principal, one.provision) for one in shares.values()] == [(1, 0, 0)]
    pay(runtime, receipt_for(runtime, account, "2000", today))
    close(runtime)
    paid = loan_now(runtime, account.id).posted
    assert 0 < paid.recovered == 12_000_00 - paid.memo_written_off
    assert paid.recovered + paid.interest_income + paid.penalty_income == 2_000_00


def test_a_claim_is_the_buyers_when_the_price_has_come(runtime: Runtime) -> None:
    account = lent(runtime, 125)
    asked = give(runtime, account.id, SellClaim(amount=Money.parse("3000"), buyer="某资产管理公司"))
    assert asked.payment is None  # a colleague must agree first
    price = Receipt(UUID(int=7), Money.parse("3000"), TODAY, "whatever", account.id, RepaymentKind.AMOUNT)
    for _ in range(2):
        runtime.run(SYSTEM, lambda uow: record_sale(uow, price))
    assert findings(runtime) == []
    sold = loan_now(runtime, account.id)
    assert (sold.status, sold.posted.sale_proceeds) == (LoanStatus.SOLD, 3000_00)
    close(runtime)
    late = receipt_for(runtime, account, "50", TODAY)
    runtime.run(SYSTEM, lambda uow: record_repayment(uow, late))  # not ours any more: for the buyer
    assert balance(runtime, Account.SETTLEMENT_SUSPENSE) == ["-50.00"]

    done(runtime, account.id, ReverseEvent(sequence=sold.last_seq))
    assert findings(runtime) == []
    assert loan_now(runtime, account.id).status is LoanStatus.OVERDUE
    assert balance(runtime, Account.SETTLEMENT_SUSPENSE) == ["-3050.00"]


@pytest.mark.parametrize(
    ("before", "command", "refusal"),
    [
        (BeginNonAccrual(), BeginNonAccrual(), LoanNotAccruing),
        (None, ResumeAccrual(), LoanAccruing),
        (ChargeOff(), ResumeAccrual(), LoanAccruing),
        (ChargeOff(), ChargeOff(), LoanChargedOffBefore),
        (None, WriteOff(part=Money.parse("12000.01")), LossExceedsBooks),
        (None, WriteBack(), LossExceedsBooks),
    ],
)
def test_what_makes_no_sense_is_refused(
    runtime: Runtime, before: Command | None, command: Command, refusal: type[Refusal]
) -> None:
    account = lent(runtime, 10)
    if before:
        done(runtime, account.id, before)
    with pytest.raises(refusal):
        preview(runtime, account.id, command)


@pytest.mark.parametrize(
    ("command", "agrees"),
    [
        (GrantGoodwill(amount=Money.parse("500")), False),
        (GrantGoodwill(amount=Money.parse("500.01")), True),
        (PauseInterest(from_on=TODAY, until_on=TODAY + timedelta(days=10)), False),
        (PauseInterest(from_on=TODAY, until_on=TODAY + timedelta(days=200)), True),
    ],
)
def test_what_costs_the_lender_more_than_the_limit_takes_two(runtime: Runtime, command: Command, agrees: bool) -> None:
    assert preview(runtime, lent(runtime, 10).id, command).needs_second_person is agrees


def test_every_command_that_gives_something_up_has_its_limit(runtime: Runtime) -> None:
    account = lent(runtime, 10)
    with runtime.read(OFFICER) as uow:
        offers = command_offers(uow, account.id)
    assert [one.kind for one, limit in offers if one.second_person.value == "above_limit" and limit is None] == []
