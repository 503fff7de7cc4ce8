"""What a loan looks like to whoever decides about it, and what a command would change of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from loanwright.engine.api import AccountState, Event, InstallmentState, NextDue, Parts, lived_rate
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.servicing.commands.case import Case
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.projection import project


@dataclass(frozen=True, slots=True)
class Figures:
    """A loan on a day.

    `cost` is all interest, fees and penalties of its whole life, what was waived left out; `to_pay` is what is still
    to come, less the credit there is; `annual_rate` is compound, with every cost in it. `carrying` is what of the
    claim is on the books, `memo` what is not.
    """

    status: LoanStatus
    principal_outstanding: Money
    overdue: Money
    days_past_due: int
    credit: Money
    next_due: NextDue | None
    installments_left: int
    ends_on: date | None
    payoff: Money
    carrying: Money
    memo: Money
    cost: Parts
    to_pay: Money
    annual_rate: Rate | None


@dataclass(frozen=True, slots=True)
class Effect:
    """A loan on the day `as_of` without and with what a command would do."""

    as_of: date
    before: Figures
    after: Figures
    state_before: AccountState
    state_after: AccountState

    @property
    def given_up(self) -> Money:
        """By how much the loan costs the borrower less over its whole life."""
        saved = self.before.cost.total - self.after.cost.total
        return max(saved, Money.zero(saved.currency), key=lambda money: money.minor)


def effect_of(case: Case, events: Sequence[Event]) -> Effect:
    """What `events` change, seen from today or from the coming day on which they happen."""
    as_of = max([case.today, *(event.effective_on for event in events)])
    before, after = case.state(as_of), case.state(as_of, *events)
    return Effect(
        as_of=as_of,
        before=figures(case, [*case.events], before),
        after=figures(case, [*case.events, *events], after),
        state_before=before,
        state_after=after,
    )


def figures(case: Case, events: Sequence[Event], state: AccountState) -> Figures:
    """The figures of a state to which these events have led."""
    left = [item for item in state.installments if item.remaining]
    to_pay = reduce(Money.__add__, (item.remaining.total for item in left), Money.zero(state.currency))
    if case.account.line:
        to_pay = state.payoff.total  # nobody knows when the borrower will repay it
    return Figures(
        status=project(case.account, events, state).status,
        principal_outstanding=state.principal_outstanding,
        overdue=state.overdue.total,
        days_past_due=state.days_past_due,
        credit=state.credit_balance,
        next_due=state.next_due,
        installments_left=len(left),
        ends_on=_ends_on(case, left, state),
        payoff=state.payoff_amount,
        carrying=state.totals.carrying,
        memo=state.totals.memo_interest + state.totals.memo_written_off,
        cost=_cost(state),
        to_pay=max(to_pay - state.credit_balance, Money.zero(state.currency), key=lambda money: money.minor),
        annual_rate=lived_rate(case.account.terms, events, state),
    )


def _ends_on(case: Case, left: Sequence[InstallmentState], state: AccountState) -> date | None:
    if case.account.line:
        return case.account.line.until_on
    return left[-1].due_on if left else state.settled_on


def _cost(state: AccountState) -> Parts:
    """Everything but the principal; fees kept back from a disbursement are part of it."""
    asked = reduce(Parts.__add__, (item.due - item.waived for item in state.installments), Parts.none(state.currency))
    nothing = Money.zero(state.currency)
    kept_back = (
        Money(sum(amount for _, amount in state.paid_out if amount > 0), state.currency) - state.totals.disbursed
    )
    fees = asked.fees + (nothing if state.totals.taken_over else kept_back)
    return Parts.made_of(nothing, asked.interest, fees, asked.penalties)
