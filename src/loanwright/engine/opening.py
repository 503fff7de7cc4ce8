"""How an account begins: the installments of a loan just disbursed, or of one taken over in mid-life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loanwright.engine import fineract
from loanwright.engine.account import Account
from loanwright.engine.earnings import interest_of
from loanwright.engine.events import Disbursed, TakenOver
from loanwright.engine.fee_terms import FeeTiming
from loanwright.engine.fees import charged_at_start
from loanwright.engine.methods import continued
from loanwright.engine.periods import Periods
from loanwright.engine.replanning import add_principal
from loanwright.engine.row import INTEREST, PRINCIPAL, Row, rows_of
from loanwright.engine.schedule import Schedule, down_payment_on, problem_of
from loanwright.engine.scheduling import schedule
from loanwright.engine.terms import InterestBasis, LoanTerms
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal


class LoanAlreadyOpened(Refusal):
    """The loan was disbursed in full or taken over before, or has no installment left that could grow."""


def begin(account: Account, event: Disbursed | TakenOver) -> None:
    """Let one of these facts open the account, or a further disbursement join it."""
    match event:
        case TakenOver():
            take_over(account, event)
        case Disbursed() if account.opened:
            join(account, event)
        case Disbursed():
            disburse(account, event)


def disburse(account: Account, event: Disbursed) -> None:
    """Start the contract's schedule on the day and with the amount really paid out."""
    terms = account.terms
    plan = schedule(as_disbursed(terms, event.amount, event.effective_on), account.calendar)
    account.pay_out(event.amount.minor, plan.down, plan.upfront, plan.deducted)
    rows = rows_of(plan.periods, plan.principal, plan.interest, plan.fees)
    if plan.interest_upfront:
        rows.insert(0, Row(0, event.effective_on, event.effective_on, [0, plan.interest_upfront, 0, 0]))
    account.open(rows)
    account.agreed = plan
    if account.terms.interest_basis is not InterestBasis.AS_AGREED:
        account.start_running()
    account.use_credit()


def as_disbursed(terms: LoanTerms, amount: Money, on: date) -> LoanTerms:
    """The contract with what was really paid out and when; due dates that have passed by then are left out."""
    if amount == terms.principal and on == terms.start_on and not terms.later_tranches:
        return terms
    first_due_on = terms.first_due_on
    if first_due_on is not None and first_due_on <= on:
        first_due_on = None
    coming = tuple(day for day in terms.due_dates if day > on)
    passed = min(len(terms.due_dates) - len(coming), terms.periods - 1)
    return replace(
        terms,
        principal=amount,
        start_on=on,
        first_due_on=first_due_on,
        due_dates=coming,
        periods=terms.periods - passed,
        plan=terms.plan[passed:],
        later_tranches=(),
    )


def join(account: Account, event: Disbursed) -> None:
    """A further disbursement: it is amortised with the rest over the installments still to come."""
    lent = account.disbursed + account.fees_deducted + event.amount.minor
    beyond = lent > account.terms.principal.minor and not fineract.is_chosen(account.terms)  # there it is a setting
    if beyond or not account.coming_rows():
        raise LoanAlreadyOpened()
    terms = replace(account.terms, principal=event.amount, later_tranches=())
    down = down_payment_on(terms, event.amount.minor)
    upfront, deducted = (charged_at_start(terms, timing) for timing in (FeeTiming.AT_DISBURSEMENT, FeeTiming.DEDUCTED))
    account.pay_out(event.amount.minor, down, upfront, deducted)
    if fineract.plans_anew(account.terms) and account.running is None and account.agreed:
        _plan_anew(account, account.agreed, lent)
    else:
        add_principal(account, event.amount.minor - down)
    account.use_credit()


def _plan_anew(account: Account, agreed: Schedule, lent: int) -> None:
    """The whole schedule as if all had been lent on the first day."""
    principal = Money(lent, account.terms.principal.currency)
    account.agreed = plan = schedule(replace(agreed.terms, principal=principal), account.calendar)
    rows = [row for row in account.rows if row.number]
    for row, repaid, charge in zip(rows, plan.principal, plan.interest, strict=True):
        row.due[PRINCIPAL], row.due[INTEREST] = repaid, charge
        row.paid_on = None if row.unpaid else row.paid_on
    account.insert([])


def take_over(account: Account, event: TakenOver) -> None:
    """Continue a contract from the balance it had on the day."""
    if account.opened:
        raise LoanAlreadyOpened()
    arrears = list(event.overdue.minors) if event.overdue else [0, 0, 0, 0]
    amount = event.principal_outstanding.minor - arrears[PRINCIPAL]
    contract = schedule(account.terms, account.calendar)
    rows = [row for row in _continued(contract, amount, event.effective_on) if row.unpaid]
    if amount and not rows:
        arrears[PRINCIPAL] += amount
    if any(arrears):
        since = event.overdue_since or event.effective_on
        rows.insert(0, Row(0, since, since, arrears))
    account.open(rows)
    account.agreed = contract
    account.paid_out = [(date.min, event.principal_outstanding.minor)]
    account.taken_over = [event.principal_outstanding.minor, *arrears[1:]]
    account.taken_over[INTEREST] += interest_of(account).accrued


def _continued(contract: Schedule, amount: int, after: date) -> list[Row]:
    """The contract's installments after a day, on the balance there really is."""
    periods, passed = contract.periods, sum(due_on <= after for due_on in contract.periods.due_on)
    left = Periods(periods.from_on[passed:], periods.due_on[passed:], periods.weights[passed:], periods.basis)
    if not left.due_on or not amount:
        return []
    columns = continued(problem_of(contract.terms, left, amount), (contract.principal, contract.interest))
    return rows_of(left, *columns, contract.fees[passed:], passed + 1)
