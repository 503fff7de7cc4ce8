"""A member of staff decides a referred application, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.decisioning import api as decisioning
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.origination import repository, reviewing
from loanwright.origination.granting import priced_as
from loanwright.origination.model import Application
from loanwright.origination.usecases.acting import acting_staff
from loanwright.origination.usecases.carry_out_decision import carry_out_decision


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """What the reviewer decides: approve (perhaps less than was asked for) or decline, and why."""

    outcome: decisioning.Outcome
    reason: str
    amount: Money | None = None
    periods: int | None = None


def decide_review(uow: UnitOfWork, application_id: UUID, verdict: ReviewDecision) -> Application:
    """The application where the reviewer's decision leads it.

    Raises:
        ApplicationUnknown, ApplicationNotInReview, ApplicationNotClaimed, ApplicationClaimedByColleague, ReasonMissing,
        CounterOfferTooHigh, AmountNotOffered, TermNotOffered, and what `decide_by_person` refuses.
    """
    application = repository.lock(uow, application_id)
    reviewing.check_may_decide(application, acting_staff(uow))
    reason = reviewing.read_reason(verdict.reason)
    request = reviewing.counter_offer(application.request, verdict.amount, verdict.periods)
    granted = priced_as(request, decisioning.terms_granted(uow, application_id))
    decision = decisioning.decide_by_person(uow, decisioning.PersonDecision(application.id, verdict.outcome, reason))
    uow.audit("origination.decide-review", "application", application_id, outcome=verdict.outcome.value)
    return carry_out_decision(uow, application, decision, granted, reason)
