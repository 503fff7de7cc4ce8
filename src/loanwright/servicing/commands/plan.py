"""Commands that agree the rest of a loan anew: when it is paid, in how many parts, and from which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from loanwright.engine.api import (
    Deferred,
    DeferredInterest,
    DueDateShifted,
    Event,
    GoodwillGranted,
    OpenInterest,
    ReAged,
    ReAmortised,
    TermExtended,
)
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.command import Command, WithAmount

Installments = Annotated[int, Field(ge=1, le=480)]


class ShiftDueDate(Command):
    """Move an installment to another day; those after it follow from there."""

    kind: Literal["shift_due_date"] = "shift_due_date"
    due_on: date
    new_due_on: date


class ExtendTerm(Command):
    """Add installments at the end; those due from a day are computed again."""

    kind: Literal["extend_term"] = "extend_term"
    installments: Installments
    from_on: date


class ReAmortise(Command):
    """Spread what is overdue over the installments still to come; their dates stay."""

    kind: Literal["re_amortise"] = "re_amortise"
    interest: OpenInterest = OpenInterest.RECALCULATED


class ReAge(Command):
    """Spread everything outstanding over new installments, in the rhythm of the loan."""

    kind: Literal["re_age"] = "re_age"
    first_due_on: date
    installments: Installments
    interest: OpenInterest = OpenInterest.RECALCULATED


class Defer(Command):
    """A payment holiday: an installment still to come, and those after it, fall due some periods later."""

    kind: Literal["defer"] = "defer"
    due_on: date
    periods: Annotated[int, Field(ge=1, le=60)]
    interest_meanwhile: DeferredInterest = DeferredInterest.CHARGED


class GrantGoodwill(WithAmount):
    """Let an amount count as paid though nobody pays it."""

    kind: Literal["grant_goodwill"] = "grant_goodwill"


def due_date_shifted(command: ShiftDueDate, case: Case) -> Sequence[Event]:
    """The shift, known from today."""
    on, due_on, new_due_on = case.today, command.due_on, command.new_due_on
    return (DueDateShifted(sequence=case.sequence, effective_on=on, due_on=due_on, new_due_on=new_due_on),)


def deferred(command: Defer, case: Case) -> Sequence[Event]:
    """The holiday, known from today."""
    holiday = Deferred(
        sequence=case.sequence,
        effective_on=case.today,
        due_on=command.due_on,
        periods=command.periods,
        interest=command.interest_meanwhile,
    )
    return (holiday,)


def term_extended(command: ExtendTerm, case: Case) -> Sequence[Event]:
    """The extension, known from today."""
    extended = TermExtended(
        sequence=case.sequence, effective_on=case.today, from_on=command.from_on, installments=command.installments
    )
    return (extended,)


def re_amortised(command: ReAmortise, case: Case) -> Sequence[Event]:
    """The new plan, from today."""
    return (ReAmortised(sequence=case.sequence, effective_on=case.today, interest=command.interest),)


def re_aged(command: ReAge, case: Case) -> Sequence[Event]:
    """The new plan, from today."""
    aged = ReAged(
        sequence=case.sequence,
        effective_on=case.today,
        first_due_on=command.first_due_on,
        installments=command.installments,
        frequency=case.account.terms.frequency,
        interest=command.interest,
    )
    return (aged,)


def goodwill_granted(command: GrantGoodwill, case: Case) -> Sequence[Event]:
    """The grant, today."""
    return (GoodwillGranted(sequence=case.sequence, effective_on=case.today, amount=command.amount),)
