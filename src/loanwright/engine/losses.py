"""Loss events on an account: what leaves the books and comes back, how the contract goes on, how a claim ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from loanwright.engine.account import Account
from loanwright.engine.closing import call_due
from loanwright.engine.earnings import claims
from loanwright.engine.impairment import Ending, Impairment
from loanwright.engine.loss_events import (
    AccrualResumed,
    ChargedOff,
    ChargeOffBehaviour,
    LossEvent,
    NonAccrual,
    NonAccrualBegun,
    Recovered,
    Sold,
    WrittenBack,
    WrittenOff,
)
from loanwright.engine.payments import receive
from loanwright.engine.replanning import stop_interest
from loanwright.engine.restructuring import lift
from loanwright.engine.row import PRINCIPAL
from loanwright.engine.terms import Payment


def lose(account: Account, event: LossEvent) -> None:
    """Let one of these facts happen."""
    impairment = account.impairment = account.impairment or Impairment()
    match event:
        case NonAccrualBegun():
            impairment.non_accrual = event.reason
        case AccrualResumed():
            impairment.non_accrual = impairment.non_accrual if impairment.charged_off else None
        case ChargedOff():
            _charge_off(account, impairment, event.behaviour)
        case WrittenOff():
            _write_off(account, impairment, event)
        case Recovered():
            allocation = event.allocation or account.terms.allocation_of(Payment.RECOVERY)
            receive(account, event.amount.minor, allocation)
        case WrittenBack():
            _write_back(account, impairment, event)
        case Sold():
            _sell(account, impairment, event.amount.minor)


@contextmanager
def sparing(account: Account) -> Iterator[None]:
    """Around an event that gives something up: what of it was off the books costs nothing more."""
    impairment = account.impairment
    if impairment is None:
        yield
        return
    before = claims(account)
    impairment.settle(before[PRINCIPAL])
    yield
    impairment.forgive(impairment.off(before), impairment.off(claims(account)))


def _charge_off(account: Account, impairment: Impairment, behaviour: ChargeOffBehaviour) -> None:
    match behaviour:
        case ChargeOffBehaviour.INTEREST_STOPPED if account.coming_rows():
            stop_interest(account)
        case ChargeOffBehaviour.ACCELERATED:
            call_due(account)
        case _:
            pass  # the contract runs on, or nothing is left that could
    _lose_all(account, impairment)


def _write_off(account: Account, impairment: Impairment, event: WrittenOff) -> None:
    if event.amount is not None:
        impairment.write_off(event.amount.minor, claims(account)[PRINCIPAL])
        return
    _end(account, impairment)
    _lose_all(account, impairment)
    impairment.ending = impairment.ending or Ending.WRITTEN_OFF


def _lose_all(account: Account, impairment: Impairment) -> None:
    principal = claims(account)[PRINCIPAL]
    impairment.write_off(principal, principal)
    impairment.charged_off = True
    impairment.non_accrual = impairment.non_accrual or NonAccrual.PAST_DUE  # what holds if it is written back


def _write_back(account: Account, impairment: Impairment, event: WrittenBack) -> None:
    principal = claims(account)[PRINCIPAL]
    impairment.write_back(event.amount.minor if event.amount else principal, principal)
    if impairment.ending is Ending.WRITTEN_OFF:
        impairment.ending = None
    impairment.charged_off = False
    account.terms = impairment.contract or account.terms


def _sell(account: Account, impairment: Impairment, price: int) -> None:
    """The claim goes as it stands: what was still to be paid is paid to somebody else."""
    _end(account, impairment)
    impairment.sell(claims(account), price)
    gone = [lift(account, column, account.rows) for column in range(4)]
    account.paid_out.append((account.day, -gone[PRINCIPAL]))
    account.tidy()


def _end(account: Account, impairment: Impairment) -> None:
    """Everything is due, and nothing grows any more."""
    call_due(account)
    account.progressive = None
    impairment.contract = impairment.contract or account.terms
    account.terms = replace(account.terms, penalty=None)
