"""Commands about money: charge it, give it up, pay it back, take it early."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from loanwright.engine.api import (
    Component,
    Event,
    FeeCharged,
    IncomeCapitalised,
    MerchantRefunded,
    PaidOff,
    Refunded,
    Repaid,
    Waived,
)
from loanwright.servicing import rules
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.command import Command, WithAmount
from loanwright.servicing.model import RepaymentKind


class Charge(StrEnum):
    """What a charge beside the terms counts as."""

    FEE = "fee"
    PENALTY = "penalty"


class Claim(StrEnum):
    """What the lender may give up."""

    INTEREST = "interest"
    FEE = "fee"
    PENALTY = "penalty"


class Strategy(StrEnum):
    """What money paid ahead is for."""

    NEXT = "next"  # the coming installments, in order
    LAST = "last"  # the last installments, from the end
    LOWER = "lower"  # principal today: as many installments, each lower
    SHORTEN = "shorten"  # principal today: installments as high, fewer of them

    @property
    def repayment(self) -> RepaymentKind:
        """The kind of repayment that says so when the money comes."""
        return RepaymentKind(f"prepay_{self.value}")


class ChargeFee(WithAmount):
    """Charge a fee or a penalty beside the terms, due with the next installment on or after `due_on`."""

    kind: Literal["charge_fee"] = "charge_fee"
    name: Annotated[str, Field(min_length=1, max_length=40)]
    component: Charge = Charge.FEE
    effective_on: date | None = None
    due_on: date | None = None


class Waive(WithAmount):
    """Give up interest, fees or penalties that are due, oldest first."""

    kind: Literal["waive"] = "waive"
    component: Claim
    effective_on: date | None = None


class RefundCredit(WithAmount):
    """Pay money that the borrower has paid too much back to their account."""

    kind: Literal["refund_credit"] = "refund_credit"


class RefundByMerchant(WithAmount):
    """The seller has paid back goods that were returned: it reduces what is owed. The money waits in suspense."""

    kind: Literal["refund_by_merchant"] = "refund_by_merchant"


class CapitaliseIncome(WithAmount):
    """Add income of the lender to the principal: nothing is paid out, but the borrower owes so much more."""

    kind: Literal["capitalise_income"] = "capitalise_income"


class Prepay(WithAmount):
    """Ask the borrower for money ahead of time, and say what it is for."""

    kind: Literal["prepay"] = "prepay"
    strategy: Strategy = Strategy.NEXT


class PayOff(Command):
    """Ask the borrower for what closes the loan on a day, today or ahead."""

    kind: Literal["pay_off"] = "pay_off"
    on: date | None = None


def repayment_asked_for(command: Command) -> RepaymentKind:
    """What money that a command asks for is for."""
    match command:
        case Prepay():
            return command.strategy.repayment
        case PayOff():
            return RepaymentKind.PAYOFF
        case _:
            return RepaymentKind.AMOUNT


def fee_charged(command: ChargeFee, case: Case) -> Sequence[Event]:
    """The charge, from its day."""
    charged = FeeCharged(
        sequence=case.sequence,
        effective_on=case.day(command.effective_on),
        amount=command.amount,
        name=command.name,
        component=Component(command.component),
        due_on=command.due_on,
    )
    return (charged,)


def waived(command: Waive, case: Case) -> Sequence[Event]:
    """The waiver, from its day."""
    on = case.day(command.effective_on)
    component = Component(command.component)
    return (Waived(sequence=case.sequence, effective_on=on, component=component, amount=command.amount),)


def credit_refunded(command: RefundCredit, case: Case) -> Sequence[Event]:
    """The refund, from today: the borrower asked for the money today, however long the bank takes."""
    return (Refunded(sequence=case.sequence, effective_on=case.today, amount=command.amount),)


def refunded_by_merchant(command: RefundByMerchant, case: Case) -> Sequence[Event]:
    """The seller's money, from today."""
    return (MerchantRefunded(sequence=case.sequence, effective_on=case.today, amount=command.amount),)


def income_capitalised(command: CapitaliseIncome, case: Case) -> Sequence[Event]:
    """The addition, from today."""
    return (IncomeCapitalised(sequence=case.sequence, effective_on=case.today, amount=command.amount),)


def prepaid(command: Prepay, case: Case) -> Sequence[Event]:
    """The repayment, as if the money came today."""
    allocation = rules.allocation_of(command.strategy.repayment, case.account.terms)
    return (Repaid(sequence=case.sequence, effective_on=case.today, amount=command.amount, allocation=allocation),)


def paid_off(command: PayOff, case: Case) -> Sequence[Event]:
    """The payoff, as if the money came on its day.

    Raises:
        PayoffDateOutOfRange, RepaymentNotPositive
    """
    on = command.on or case.today
    rules.check_payoff_date(on, case.today, case.account.matures_on)
    amount = rules.amount_to_ask(case.state(on), RepaymentKind.PAYOFF, None)
    return (PaidOff(sequence=case.sequence, effective_on=on, amount=amount),)
