"""Commands that put the record right: what should not count, and what counts from another day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from loanwright.engine.api import ChargedBack, Event, Reversed
from loanwright.servicing import rules
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.command import Command, WithAmount
from loanwright.servicing.model import ReversalKind

EventNumber = Annotated[int, Field(ge=1)]


class ReverseEvent(Command):
    """Make an event count as if it had never happened; the money of a repayment goes to suspense."""

    kind: Literal["reverse_event"] = "reverse_event"
    sequence: EventNumber
    money: ReversalKind = ReversalKind.BOUNCED


class CorrectRepayment(Command):
    """Let a repayment count from the day on which the money was really there."""

    kind: Literal["correct_repayment"] = "correct_repayment"
    sequence: EventNumber
    effective_on: date


class ChargeBack(WithAmount):
    """The payer's bank has taken back part of a repayment, or all of it: that is owed again."""

    kind: Literal["charge_back"] = "charge_back"
    sequence: EventNumber


def charged_back(command: ChargeBack, case: Case) -> Sequence[Event]:
    """The chargeback, today: until today the money was there.

    Raises:
        LoanEventNotFound, LoanEventNotRepayment, LoanEventReversedBefore
    """
    paid = rules.repayment(case.events, command.sequence)
    taken = ChargedBack(sequence=case.sequence, effective_on=case.today, amount=command.amount, payment=paid.sequence)
    return (taken,)


def event_reversed(command: ReverseEvent, case: Case) -> Sequence[Event]:
    """The reversal, from the event's own day.

    Raises:
        LoanEventNotFound, LoanEventNotReversible, LoanEventReversedBefore
    """
    wrong = rules.reversible(case.events, command.sequence)
    return (Reversed(sequence=case.sequence, effective_on=wrong.effective_on, reverses=command.sequence),)


def repayment_corrected(command: CorrectRepayment, case: Case) -> Sequence[Event]:
    """The reversal, and the same repayment from its right day.

    Raises:
        LoanEventNotFound, LoanEventNotRepayment, LoanEventReversedBefore, EffectiveDateOutOfRange
    """
    wrong = rules.repayment(case.events, command.sequence)
    undone = Reversed(sequence=case.sequence, effective_on=wrong.effective_on, reverses=command.sequence)
    return undone, replace(wrong, sequence=case.sequence + 1, effective_on=case.day(command.effective_on))
