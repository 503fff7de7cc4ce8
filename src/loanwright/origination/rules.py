"""How an application moves: which exits are open, who may take them, what must be on record. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from loanwright.kernel.ids import reference
from loanwright.kernel.refusals import Refusal
from loanwright.origination.model import Application, Flag, Offer, Request, Status
from loanwright.origination.stages import STAGES, Exit, Goal, Requirement, Stage, StageActor, Standing


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


class OfferNotOpen(Refusal):
    """There is no offer waiting to be accepted."""


class OfferExpired(Refusal):
    """The offer was not accepted in time."""


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
    return arrived(replace(application, moves=application.moves + 1, trouble=None), goal, at)


def arrived(application: Application, goal: Goal, at: datetime) -> Application:
    """The application where it goes, if what that requires is on record.

    Raises:
        StageEntryRefused
    """
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
            return reached.decision_id is not None
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


def timed_out(application: Application, at: datetime) -> Application:
    """What is on record when a stage ends by its time limit: a report that never came is settled without one."""
    if application.stage is not Stage.DATA:
        return application
    return application.flagged(frozenset({Flag.BUREAU_UNREACHABLE})).reached(report_settled_at=at)


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


def awaits_contract(application: Application) -> bool:
    """Whether the contract is still to be drawn up, or may be drawn up again with the same result."""
    return application.standing is Standing.OPEN and application.stage is Stage.SIGNING


def awaits_money(application: Application) -> bool:
    """Whether the bank's word is all that is missing."""
    return application.standing is Standing.OPEN and application.stage is Stage.DISBURSEMENT


def made(offer: Offer | None) -> Offer:
    """The offer there must be.

    Raises:
        OfferNotOpen
    """
    if offer is None:
        raise OfferNotOpen
    return offer


def accepted(offer: Offer | None, at: datetime) -> Offer:
    """The offer with its acceptance on it.

    Raises:
        OfferNotOpen, OfferExpired
    """
    open_offer = made(offer)
    if at >= open_offer.expires_at:
        raise OfferExpired
    return replace(open_offer, accepted_at=at)


def status_of(application: Application) -> Status:
    """Where the application stands in the borrower's eyes."""
    if application.standing is not Standing.OPEN:
        return Status(application.standing)
    match application.stage:
        case Stage.INTAKE:
            return Status.DRAFT
        case Stage.REVIEW:
            return Status.IN_REVIEW
        case Stage.OFFER:
            return Status.OFFERED
        case Stage.SIGNING:
            return Status.SIGNING
        case Stage.DISBURSEMENT:
            return Status.DISBURSING
        case Stage.IDENTITY | Stage.CONSENT | Stage.DATA | Stage.FRAUD | Stage.AML | Stage.SCORING | Stage.DECISION:
            return Status.PROCESSING
        case _:
            assert_never(application.stage)


def reference_of(application: Application) -> str:
    """The number people quote: on the phone, in a letter."""
    return reference("LA", application.id)


def draft_version(if_match: str | None) -> int | None:
    """The version in an If-Match header such as ``"3"``; None if there is no header or nothing we ever sent."""
    text = (if_match or "").strip().removeprefix("W/").strip('"')
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def is_draft(application: Application) -> bool:
    """Whether the answers may still be changed."""
    return application.standing is Standing.OPEN and application.stage is Stage.INTAKE


def may_withdraw(application: Application) -> bool:
    """Whether the applicant may still step back."""
    return application.standing is Standing.OPEN and Exit.WITHDRAWN in STAGES[application.stage].exits
