"""A member of staff decides on an application the system referred or declined."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.access.api import PermissionMissing
from loanwright.decisioning import repository
from loanwright.decisioning.model import DecidedBy, Decision, Outcome, Reason, Words
from loanwright.decisioning.rules import DecisionNotFound, check_person_may_decide
from loanwright.infra.unit_of_work import UnitOfWork

_PERMISSION = "application.decide"
_REASONS = {
    Outcome.APPROVE: Reason("approved-by-person", Words("经工作人员审核同意", "Approved by a member of staff")),
    Outcome.DECLINE: Reason("declined-by-person", Words("经工作人员审核未通过", "Declined by a member of staff")),
}


@dataclass(frozen=True, slots=True)
class PersonDecision:
    """What the acting member of staff decides. `note` is for the files; the applicant sees `explanation`, if given."""

    application_id: UUID
    outcome: Outcome
    note: str
    explanation: Words | None = None


def decide_by_person(uow: UnitOfWork, wanted: PersonDecision) -> Decision:
    """The person's decision, on record after the system's. The audit record is the calling command's.

    Raises:
        PermissionMissing: the actor may not decide on applications, or it is their own.
        DecisionNotFound: the system has not decided yet.
        DecisionAlreadyMade, ReferNotPossible, DecisionReasonMissing, BindingRuleApplies.
    """
    earlier = repository.decisions_on(uow, wanted.application_id)
    if not earlier:
        raise DecisionNotFound()
    latest = earlier[-1]
    if _PERMISSION not in uow.actor.permissions or uow.actor.party_id == latest.party_id:
        raise PermissionMissing(permission=_PERMISSION)
    check_person_may_decide(latest, wanted.outcome, wanted.note)
    decision = Decision(
        id=uow.new_id(),
        application_id=wanted.application_id,
        party_id=latest.party_id,
        sequence=latest.sequence + 1,
        outcome=wanted.outcome,
        reasons=_reasons(wanted),
        made_at=uow.now,
        decided_by=DecidedBy.STAFF,
        staff_id=uow.actor.id,
        staff_name=uow.actor.name,
        note=wanted.note.strip(),
    )
    repository.add_decision(uow, decision, None)
    return decision


def _reasons(wanted: PersonDecision) -> tuple[Reason, ...]:
    reason = _REASONS[wanted.outcome]
    return (reason, Reason("explained-by-person", wanted.explanation)) if wanted.explanation else (reason,)
