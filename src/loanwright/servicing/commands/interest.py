"""Commands about interest and what is still to come: another rate, a pause, an end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from loanwright.engine.api import ContractTerminated, Event, InterestPaused, InterestStopped, RateChanged
from loanwright.infra.wire import RateText
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.command import Command


class ChangeRate(Command):
    """Another yearly rate from a day, past or ahead; level installments are computed again."""

    kind: Literal["change_rate"] = "change_rate"
    rate: RateText
    from_on: date


class PauseInterest(Command):
    """No interest for a span of days, both included; installments stay, the last one is lower."""

    kind: Literal["pause_interest"] = "pause_interest"
    from_on: date
    until_on: date


class StopInterest(Command):
    """No interest from a day on, for good."""

    kind: Literal["stop_interest"] = "stop_interest"
    effective_on: date | None = None


class TerminateContract(Command):
    """Make all principal still to come due, with interest to the day."""

    kind: Literal["terminate_contract"] = "terminate_contract"
    effective_on: date | None = None


def rate_changed(command: ChangeRate, case: Case) -> Sequence[Event]:
    """The change, known from today."""
    case.span(command.from_on, command.from_on)
    changed = RateChanged(sequence=case.sequence, effective_on=case.today, from_on=command.from_on, rate=command.rate)
    return (changed,)


def interest_paused(command: PauseInterest, case: Case) -> Sequence[Event]:
    """The pause, known from today."""
    case.span(command.from_on, command.until_on)
    paused = InterestPaused(
        sequence=case.sequence, effective_on=case.today, from_on=command.from_on, until_on=command.until_on
    )
    return (paused,)


def interest_stopped(command: StopInterest, case: Case) -> Sequence[Event]:
    """The stop, from its day."""
    return (InterestStopped(sequence=case.sequence, effective_on=case.day(command.effective_on)),)


def contract_terminated(command: TerminateContract, case: Case) -> Sequence[Event]:
    """The call, from its day."""
    return (ContractTerminated(sequence=case.sequence, effective_on=case.day(command.effective_on)),)
