"""Commands about a revolving line: draw from it, lower its limit, freeze it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from loanwright.engine.api import Drawn, Event, Frozen, LimitChanged, Unfrozen
from loanwright.kernel.refusals import Refusal
from loanwright.servicing import rules
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.command import Command, WithAmount


class LimitAboveContract(Refusal):
    """The contract grants no more; a higher limit takes a new contract."""


class Draw(WithAmount):
    """Have an amount paid out of the line to the borrower's own account."""

    kind: Literal["draw"] = "draw"


class ChangeLimit(WithAmount):
    """Let another limit apply from today, up to that of the contract; what is drawn already stays."""

    kind: Literal["change_limit"] = "change_limit"


class FreezeLine(Command):
    """No draws until further notice; what is drawn is repaid as agreed."""

    kind: Literal["freeze_line"] = "freeze_line"


class UnfreezeLine(Command):
    """Allow draws again."""

    kind: Literal["unfreeze_line"] = "unfreeze_line"


def drawn(command: Draw, case: Case) -> Sequence[Event]:
    """The draw, as if the bank had paid it today."""
    return (Drawn(sequence=case.sequence, effective_on=case.today, amount=command.amount),)


def limit_changed(command: ChangeLimit, case: Case) -> Sequence[Event]:
    """The new limit, from today.

    Raises:
        LineNotFound, LimitAboveContract
    """
    most = rules.line_of(case.account).limit
    if command.amount > most:
        raise LimitAboveContract(most=most, amount=command.amount)
    return (LimitChanged(sequence=case.sequence, effective_on=case.today, limit=command.amount),)


def line_frozen(_: FreezeLine, case: Case) -> Sequence[Event]:
    """The freeze, from today."""
    return (Frozen(sequence=case.sequence, effective_on=case.today),)


def line_unfrozen(_: UnfreezeLine, case: Case) -> Sequence[Event]:
    """Its end, from today."""
    return (Unfrozen(sequence=case.sequence, effective_on=case.today),)
