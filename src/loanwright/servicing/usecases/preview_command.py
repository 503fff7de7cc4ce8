"""What a command would do to a loan, before anybody does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from loanwright.engine.api import Event, check_draw
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Posting
from loanwright.servicing.commands import gate
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.catalogue import describe
from loanwright.servicing.commands.command import Command, Description, Means
from loanwright.servicing.commands.effect import Effect, effect_of
from loanwright.servicing.commands.line import Draw
from loanwright.servicing.commands.money import RefundCredit
from loanwright.servicing.model import Loan
from loanwright.servicing.postings.difference import postings
from loanwright.servicing.projection import posted
from loanwright.servicing.repository import loans, requests
from loanwright.servicing.repository.parameters import limit_for
from loanwright.servicing.usecases.record_event import foresee


@dataclass(frozen=True, slots=True)
class Preview:
    """A command weighed: its events, what they change, what they would post, and whether one person is enough.

    `version` stands for everything the preview depends on; whoever confirms the command sends it back.
    """

    command: Command
    description: Description
    events: Sequence[Event]
    effect: Effect
    postings: Sequence[Posting]
    needs_second_person: bool
    limit: Money | None
    version: str


def preview_command(uow: UnitOfWork, loan_id: UUID, command: Command) -> Preview:
    """The command's effect on the loan as it stands.

    Raises:
        LoanNotFound, PermissionMissing, LoanNotOpenForCommand, and what the command itself or the engine refuses.
    """
    return weigh(uow, loans.get(uow, loan_id), command)


def weigh(uow: UnitOfWork, account: Loan, command: Command) -> Preview:
    """The same for a loan in hand. Raises what `preview_command` does."""
    one = describe(command)
    gate.check_may_ask(one, uow.actor)
    gate.check_fits(one, account)
    case = Case(account, loans.events_of(uow, account.id), uow.business_date, uow.calendar)
    events = one.makes(command, case)
    effect = effect_of(case, events)
    _check_not_promised(uow, case, command, effect)
    limit = limit_for(uow, one.kind)
    asked_so_far = requests.count_of_loan(uow, account.id)
    return Preview(
        command=command,
        description=one,
        events=events,
        effect=effect,
        postings=_postings(uow, account, one, events, effect),
        needs_second_person=gate.needs_second_person(command, effect, uow.actor, limit),
        limit=limit,
        version=gate.version_of(account, command, asked_so_far, uow.business_date.isoformat()),
    )


def _check_not_promised(uow: UnitOfWork, case: Case, command: Command, effect: Effect) -> None:
    """What the bank has been told to pay already cannot be paid again, nor drawn twice."""
    match command:
        case RefundCredit():
            gate.check_credit(effect.after.credit, requests.under_way(uow, case.account.id, command.kind))
        case Draw():
            promised = requests.under_way(uow, case.account.id, command.kind)
            check_draw(case.line_today(), command.amount + promised)
        case _:
            pass


def _postings(
    uow: UnitOfWork, account: Loan, one: Description, events: Sequence[Event], effect: Effect
) -> Sequence[Posting]:
    """The entry to be posted now, or the one that the bank's news will bring."""
    if one.means is Means.RECORDED:
        return foresee(uow, account, events, Account.SETTLEMENT_SUSPENSE).moved
    change = posted(effect.state_after) - posted(effect.state_before)
    return postings(change, uow.currency, account.product_code, account.id)
