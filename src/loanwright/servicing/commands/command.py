"""A command as a value, and all that one needs to know about its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from loanwright.access.api import Permission
from loanwright.engine.api import Event
from loanwright.infra.unit_of_work import ActorKind
from loanwright.infra.wire import Amount
from loanwright.servicing.commands.case import Case
from loanwright.servicing.model import LIVE, LoanStatus


class Command(BaseModel):
    """Base of every command: frozen, an unknown field is a mistake. `kind` tells them apart, in JSON too."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: str


class WithAmount(Command):
    """Base of commands about an amount, which may be above somebody's limit."""

    amount: Amount


class Means(StrEnum):
    """How a command comes true."""

    RECORDED = "recorded"  # at once, by recording its events
    PAID_OUT = "paid_out"  # by a payment order; recorded when the bank says it has paid
    ASKED_FOR = "asked_for"  # by a payment request; recorded when the money comes


class SecondPerson(StrEnum):
    """Whether somebody else must agree before it is done."""

    NEVER = "never"
    ABOVE_LIMIT = "above_limit"  # of the institution, by amount or else by what the lender gives up
    ALWAYS = "always"


class Group(StrEnum):
    """Where a menu lists it."""

    MONEY = "money"
    PLAN = "plan"
    INTEREST = "interest"
    LOSS = "loss"
    CORRECTION = "correction"
    CLOSING = "closing"


class Shape(StrEnum):
    """What kind of account a command is about."""

    PLAN = "plan"  # a loan repaid by its schedule
    LINE = "line"  # a revolving line


ANY_SHAPE = frozenset(Shape)
STAFF = frozenset({ActorKind.STAFF})
BORROWER = frozenset({ActorKind.BORROWER})
ANYBODY = frozenset({ActorKind.STAFF, ActorKind.BORROWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One kind of command: the only place that says who may give it, when, and what it does to a loan."""

    body: type[Command]
    makes: Callable[[Any, Case], Sequence[Event]]
    group: Group
    permission: Permission
    means: Means = Means.RECORDED
    second_person: SecondPerson = SecondPerson.NEVER
    asked_by: frozenset[ActorKind] = STAFF
    open_in: tuple[LoanStatus, ...] = LIVE
    shapes: frozenset[Shape] = frozenset({Shape.PLAN})

    @property
    def kind(self) -> str:
        """Its name in JSON, in the audit and in the texts of the screens."""
        kind: str = self.body.model_fields["kind"].default
        return kind
