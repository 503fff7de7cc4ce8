"""Events that change what is still to come: each brings interest to the day, changes one thing, and plans again."""

from __future__ import annotations

from datetime import date, timedelta

from loanwright.engine import fineract
from loanwright.engine.account import Account
from loanwright.engine.closing import call_due
from loanwright.engine.events import ContractTerminated, InterestPaused, InterestStopped, RateChanged
from loanwright.engine.progressive.plan import Progressive
from loanwright.engine.running import Running, can_run, is_fixed
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.refusals import Refusal

_ONE_DAY = timedelta(days=1)


class PlanIsFixed(Refusal):
    """The contract's plan holds what cannot be computed again: a subsidy, or a broken period's interest set apart."""


class NothingStillToCome(Refusal):
    """The loan has no installment left that the change could touch, or grace that still runs would be lost."""


def add_principal(account: Account, amount: int) -> None:
    """More principal to amortise over the open installments.

    Raises:
        NothingStillToCome: all of them were paid in advance.
    """
    running = plan_of(account)
    if isinstance(running, Progressive):
        running.disburse(amount)
        account.replace_installments(running.rows)
        return
    if not running.open_rows(account.rows):
        raise NothingStillToCome()
    running.join(account.rows, amount)


def capitalise(account: Account, amount: int) -> None:
    """Income becomes principal, amortised over the open installments."""
    if not account.coming_rows():
        raise NothingStillToCome()
    account.paid_out.append((account.day, amount))
    account.capitalised += amount
    running = plan_of(account)
    if isinstance(running, Progressive):
        running.capitalise(amount)
    else:
        add_principal(account, amount)
    account.use_credit()


def change(account: Account, event: RateChanged | InterestPaused | InterestStopped | ContractTerminated) -> None:
    """Let one of these facts change what is still to come."""
    match event:
        case RateChanged():
            change_rate(account, event)
        case InterestPaused():
            pause_interest(account, event)
        case InterestStopped():
            stop_interest(account)
        case ContractTerminated():
            call_due(account)


def change_rate(account: Account, event: RateChanged) -> None:
    """Interest of the open installments follows the new rate."""
    running = plan_of(account)
    if isinstance(running, Progressive):
        running.change_rate(event.from_on, event.rate)
        return
    running.meter.change_rate(counts_from(event, account.terms), event.rate)
    running.level_again(account.rows)


def pause_interest(account: Account, event: InterestPaused) -> None:
    """Installments keep their level; the last one is lower."""
    running = plan_of(account)
    if isinstance(running, Progressive):
        running.pause(event.from_on, event.until_on)
        return
    first = counts_from(event, account.terms)
    running.meter.pause(first, first + (event.until_on - event.from_on) + _ONE_DAY)
    running.plan(account.rows)


def stop_interest(account: Account) -> None:
    """A pause without end, from tonight."""
    running = plan_of(account)
    if isinstance(running, Progressive):
        running.stop()
        account.progressive = None
        return
    running.meter.pause(account.day, date.max)
    running.plan(account.rows)


def counts_from(event: RateChanged | InterestPaused, terms: LoanTerms) -> date:
    """The evening from which the change counts: of its first day, or for Fineract of the day before."""
    return event.from_on - _ONE_DAY if fineract.is_chosen(terms) else event.from_on


def plan_of(account: Account) -> Running | Progressive:
    """What plans the installments still to come, begun if there is none."""
    if is_fixed(account.terms):
        raise PlanIsFixed()
    if account.agreed is None or not account.coming_rows() or not can_run(account.terms):
        raise NothingStillToCome()
    if account.running is None and account.progressive is None:
        account.start_running()
    plan = account.progressive or account.running
    assert plan is not None
    return plan
