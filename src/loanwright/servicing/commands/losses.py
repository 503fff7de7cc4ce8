"""Commands about a loan that is not repaid: doubt it, give it up, take it back, recover or sell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from loanwright.engine.api import (
    AccrualResumed,
    ChargedOff,
    ChargeOffBehaviour,
    Event,
    NonAccrual,
    NonAccrualBegun,
    Recovered,
    Sold,
    WrittenBack,
    WrittenOff,
)
from loanwright.infra.wire import Amount
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.command import Command, WithAmount
from loanwright.servicing.loss_policy import loss_policy


class LoanNotAccruing(Refusal):
    """Interest of this loan is no income already."""


class LoanAccruing(Refusal):
    """Interest of this loan is income already, or the loan is charged off and must be written back first."""


class LoanChargedOffBefore(Refusal):
    """The whole loan is off the books already."""


class LossExceedsBooks(Refusal):
    """There is not so much principal of it on the books, or off them."""


class BeginNonAccrual(Command):
    """Take unpaid interest out of income, and keep what is earned from now on beside the books."""

    kind: Literal["begin_non_accrual"] = "begin_non_accrual"


class ResumeAccrual(Command):
    """Count interest as income again."""

    kind: Literal["resume_accrual"] = "resume_accrual"


class ChargeOff(Command):
    """Count the whole loan as lost while its contract lives on."""

    kind: Literal["charge_off"] = "charge_off"
    behaviour: ChargeOffBehaviour = ChargeOffBehaviour.REGULAR


class WriteOff(Command):
    """Write `part` of the principal off against the allowance; all of it if not given, and the loan ends."""

    kind: Literal["write_off"] = "write_off"
    part: Amount | None = None


class WriteBack(Command):
    """Put `part` of the principal written off on the books again; all of it if not given."""

    kind: Literal["write_back"] = "write_back"
    part: Amount | None = None


class Recover(WithAmount):
    """Ask for money on a loan that was written off."""

    kind: Literal["recover"] = "recover"


class SellClaim(WithAmount):
    """Ask the buyer of a claim for its price; when the money comes, the claim is theirs."""

    kind: Literal["sell_claim"] = "sell_claim"
    buyer: Annotated[str, Field(min_length=1, max_length=80)]


def non_accrual_begun(_: BeginNonAccrual, case: Case) -> Sequence[Event]:
    """By judgement, from today.

    Raises:
        LoanNotAccruing
    """
    if case.state(case.today).non_accrual:
        raise LoanNotAccruing()
    return (NonAccrualBegun(sequence=case.sequence, effective_on=case.today, reason=NonAccrual.JUDGEMENT),)


def accrual_resumed(_: ResumeAccrual, case: Case) -> Sequence[Event]:
    """From today.

    Raises:
        LoanAccruing
    """
    state = case.state(case.today)
    if state.non_accrual is None or state.charged_off:
        raise LoanAccruing()
    return (AccrualResumed(sequence=case.sequence, effective_on=case.today),)


def charged_off(command: ChargeOff, case: Case) -> Sequence[Event]:
    """The charge-off, today.

    Raises:
        LoanChargedOffBefore
    """
    if case.state(case.today).charged_off:
        raise LoanChargedOffBefore()
    return (ChargedOff(sequence=case.sequence, effective_on=case.today, behaviour=command.behaviour),)


def written_off(command: WriteOff, case: Case) -> Sequence[Event]:
    """The write-off, today.

    Raises:
        LossExceedsBooks
    """
    _check(command.part, case.state(case.today).totals.principal)
    return (WrittenOff(sequence=case.sequence, effective_on=case.today, amount=command.part),)


def written_back(command: WriteBack, case: Case) -> Sequence[Event]:
    """The write-back, today.

    Raises:
        LossExceedsBooks
    """
    off = case.state(case.today).totals.memo_written_off
    _check(command.part or off, off)
    return (WrittenBack(sequence=case.sequence, effective_on=case.today, amount=command.part),)


def recovered(command: Recover, case: Case) -> Sequence[Event]:
    """The recovery, as if the money came today."""
    order = loss_policy().recovery
    return (Recovered(sequence=case.sequence, effective_on=case.today, amount=command.amount, allocation=order),)


def sold(command: SellClaim, case: Case) -> Sequence[Event]:
    """The sale, as if the money came today."""
    return (Sold(sequence=case.sequence, effective_on=case.today, amount=command.amount),)


def _check(amount: Money | None, most: Money) -> None:
    """An amount is more than nothing and no more than there is."""
    if amount is not None and not 0 < amount.minor <= most.minor:
        raise LossExceedsBooks(amount=amount, most=most)
