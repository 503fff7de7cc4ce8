"""How an application moves: which exits are open, who may take them, what must be on record. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.origination.model import Application, Claim, Flag, Request
from loanwright.origination.stages import STAGES, Exit, Goal, Requirement, Stage, StageActor, Standing

# Institution parameters of the checks that are ours; each is shown with the stage that uses it.
APPLICATIONS_COUNTED_WITHIN = timedelta(days=30)
APPLICATIONS_BEFORE_FLAG = 3
LARGE_AMOUNT_MAJOR = 500_000  # transfers by persons, large-value reporting (domain rules: to be confirmed)
CLAIM_HELD = timedelta(hours=4)


class ApplicationUnknown(Refusal):
    """There is no such application, or it is not yours."""


class ApplicationAlreadyClosed(Refusal):
    """The application has ended; nothing about it changes any more."""


class StageExitNotPossible(Refusal):
    """The stage the application stands in has no such exit."""


class StageEntryRefused(Refusal):
    """What the next stage requires is not on record."""


class DraftAlreadySubmitted(Refusal):
    """The answers were submitted and can no longer be changed."""


class DraftChangedElsewhere(Refusal):
    """The draft was saved from another window or device since it was read."""


class DraftVersionRequired(Refusal):
    """Saving a draft needs the If-Match header with the version that was read."""


class ApplicationNotInReview(Refusal):
    """Only an application in the review queue can be claimed and decided by a person."""


class ApplicationClaimedByColleague(Refusal):
    """A colleague is working on this application."""


class ApplicationNotClaimed(Refusal):
    """Claim the application before deciding it."""


class OwnApplication(Refusal):
    """Nobody decides on their own application."""


class ReviewAlreadyRequested(Refusal):
    """A review by a person was already asked for."""


class ApplicationNotDeclined(Refusal):
    """A review by a person is for applications that were declined."""


class OfferNotOpen(Refusal):
    """There is no offer waiting to be accepted."""


class OfferExpired(Refusal):
    """The offer was not accepted in time."""


class CounterOfferTooHigh(Refusal):
    """A reviewer may offer less than was asked for, not more."""


def begun(application_id: UUID, party_id: UUID, request: Request, at: datetime) -> Application:
    """A new application at intake."""
    due_at = at + STAGES[Stage.INTAKE].time_limit
    return Application(application_id, party_id, request, at, Stage.INTAKE, Standing.OPEN, at, due_at, moves=0)


def left(application: Application, exit_: Exit, at: datetime) -> Application:
    """The application after leaving its stage through `exit_`.

    Raises:
        ApplicationAlreadyClosed, StageExitNotPossible, StageEntryRefused
    """
    if application.standing is not Standing.OPEN:
        raise ApplicationAlreadyClosed(standing=application.standing)
    goal = STAGES[application.stage].exits.get(exit_)
    if goal is None:
        raise StageExitNotPossible(stage=application.stage, exit=exit_)
    return _arrived(replace(application, moves=application.moves + 1, trouble=None), goal, at)


def _arrived(application: Application, goal: Goal, at: datetime) -> Application:
    if isinstance(goal, Standing):
        return replace(application, standing=goal)
    rule = STAGES[goal]
    if not is_met(rule.entry, application):
        raise StageEntryRefused(stage=goal, requirement=rule.entry)
    return replace(application, stage=goal, stage_entered_at=at, stage_due_at=at + rule.time_limit)


def is_met(requirement: Requirement, application: Application) -> bool:
    """Whether what a stage requires is on record."""
    reached = application.milestones
    match requirement:
        case Requirement.NOTHING:
            return True
        case Requirement.SUBMITTED:
            return reached.submitted_at is not None
        case Requirement.IDENTITY_CHECKED:
            return reached.identity_checked_at is not None
        case Requirement.CONSENT_GIVEN:
            return reached.consent_id is not None
        case Requirement.REPORT_SETTLED:
            return reached.report_settled_at is not None
        case Requirement.SCORED:
            return reached.scored_at is not None
        case Requirement.REFERRED:
            return reached.decision_id is not None or Flag.BUREAU_UNREACHABLE in application.flags
        case Requirement.APPROVED:
            return reached.decision_id is not None and reached.approved_at is not None
        case Requirement.OFFER_ACCEPTED:
            return reached.offer_accepted_at is not None
        case Requirement.CONTRACT_SIGNED:
            return reached.contract_signed_at is not None
        case _:
            assert_never(requirement)


def is_automatic(application: Application) -> bool:
    """Whether the system moves this application on by itself."""
    return application.standing is Standing.OPEN and STAGES[application.stage].actor is StageActor.SYSTEM


def is_late(application: Application, at: datetime) -> bool:
    """Whether the stage's time limit has passed."""
    return application.standing is Standing.OPEN and at >= application.stage_due_at


def check_draft_open(application: Application) -> None:
    """Refuse to change answers that were submitted, or an application that has ended."""
    if application.standing is not Standing.OPEN:
        raise ApplicationAlreadyClosed(standing=application.standing)
    if application.stage is not Stage.INTAKE:
        raise DraftAlreadySubmitted


def check_draft_version(saved: int, expected: int | None) -> None:
    """Optimistic lock of the draft (RFC 9110 section 13.1.1)."""
    if expected is None:
        raise DraftVersionRequired
    if saved != expected:
        raise DraftChangedElsewhere


def claimed(application: Application, claim: Claim, party_id: UUID | None) -> Application:
    """The application with `claim` on it; claiming again renews it, and one left alone for hours may be taken over.

    Raises:
        ApplicationNotInReview, OwnApplication, ApplicationClaimedByColleague
    """
    _check_in_review(application)
    if party_id == application.party_id:
        raise OwnApplication
    held = application.claim
    if held and held.staff_id != claim.staff_id and claim.at < held.at + CLAIM_HELD:
        raise ApplicationClaimedByColleague(name=held.staff_name)
    return replace(application, claim=claim)


def check_may_decide(application: Application, staff_id: UUID | None, party_id: UUID | None) -> None:
    """Whether this member of staff may decide.

    Raises:
        ApplicationNotInReview, OwnApplication, ApplicationNotClaimed, ApplicationClaimedByColleague
    """
    _check_in_review(application)
    if party_id is not None and party_id == application.party_id:
        raise OwnApplication
    if application.claim is None:
        raise ApplicationNotClaimed
    if application.claim.staff_id != staff_id:
        raise ApplicationClaimedByColleague(name=application.claim.staff_name)


def _check_in_review(application: Application) -> None:
    if application.standing is not Standing.OPEN or application.stage is not Stage.REVIEW:
        raise ApplicationNotInReview


def reopened(application: Application, at: datetime) -> Application:
    """A declined application back in review, because its applicant asked for a person (PIPL art. 24).

    Raises:
        ApplicationNotDeclined, ReviewAlreadyRequested
    """
    if application.review_requested_at is not None:
        raise ReviewAlreadyRequested
    if application.standing is not Standing.DECLINED:
        raise ApplicationNotDeclined
    asked = replace(
        application, standing=Standing.OPEN, review_requested_at=at, moves=application.moves + 1, claim=None
    )
    return _arrived(asked, Stage.REVIEW, at)


def counter_offer(request: Request, amount: Money | None, periods: int | None) -> Request:
    """The request as a reviewer grants it: the amount may only shrink.

    Raises:
        CounterOfferTooHigh
    """
    granted = request.amount if amount is None else amount
    if granted > request.amount:
        raise CounterOfferTooHigh
    return replace(request, amount=granted, periods=request.periods if periods is None else periods)


def fraud_flags(
    other_parties_with_id: int, other_parties_with_account: int, recent_applications: int
) -> frozenset[Flag]:
    """What the counts of the fraud stage point at."""
    found = {
        Flag.ID_NUMBER_USED_ELSEWHERE: other_parties_with_id > 0,
        Flag.ACCOUNT_USED_ELSEWHERE: other_parties_with_account > 0,
        Flag.MANY_APPLICATIONS: recent_applications > APPLICATIONS_BEFORE_FLAG,
    }
    return frozenset(flag for flag, seen in found.items() if seen)


def aml_flags(request: Request) -> frozenset[Flag]:
    """What the anti-money-laundering stage points at."""
    return frozenset({Flag.LARGE_AMOUNT} if request.amount.decimal >= LARGE_AMOUNT_MAJOR else ())


def exit_for(flags: Sequence[Flag] | frozenset[Flag]) -> Exit:
    """A check that noticed something refers; the application is still scored so that the reviewer has everything."""
    return Exit.REFERRED if flags else Exit.PASSED
