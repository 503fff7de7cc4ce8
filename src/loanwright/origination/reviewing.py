"""Review by a person: who may take an application, who may decide it, and how much may be granted. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.origination.model import Application, Claim, Request
from loanwright.origination.rules import arrived
from loanwright.origination.stages import Stage, Standing

CLAIM_HELD = timedelta(hours=4)
_SHORTEST_REASON, _LONGEST_REASON = 4, 500


class ApplicationNotInReview(Refusal):
    """Only an application in the review queue can be claimed and decided by a person."""


class ApplicationClaimedByColleague(Refusal):
    """A colleague is working on this application."""


class ApplicationNotClaimed(Refusal):
    """Claim the application before deciding it."""


class OwnApplication(Refusal):
    """Nobody decides on their own application."""


class ReasonMissing(Refusal):
    """A few words of reason are needed, for whoever reads this later."""


class ReviewAlreadyRequested(Refusal):
    """A review by a person was already asked for."""


class ApplicationNotDeclined(Refusal):
    """A review by a person is for applications that the system declined."""


class CounterOfferTooHigh(Refusal):
    """A reviewer may offer less than was asked for, not more."""


def claimed(application: Application, claim: Claim, applicant_name: str) -> Application:
    """The application with `claim` on it; claiming again renews it, and one left alone for hours may be taken over.

    Nobody decides for themselves; staff accounts know only a name, so a namesake leaves it to a colleague as well.

    Raises:
        ApplicationNotInReview, OwnApplication, ApplicationClaimedByColleague
    """
    _check_in_review(application)
    if claim.staff_name.casefold() == applicant_name.casefold():
        raise OwnApplication
    held = application.claim
    if held and held.staff_id != claim.staff_id and claim.at < held.at + CLAIM_HELD:
        raise ApplicationClaimedByColleague(name=held.staff_name)
    return replace(application, claim=claim)


def check_may_decide(application: Application, staff_id: UUID) -> None:
    """Whether this member of staff may decide: only whoever holds the claim, which has already seen to four eyes.

    Raises:
        ApplicationNotInReview, ApplicationNotClaimed, ApplicationClaimedByColleague
    """
    _check_in_review(application)
    if application.claim is None:
        raise ApplicationNotClaimed
    if application.claim.staff_id != staff_id:
        raise ApplicationClaimedByColleague(name=application.claim.staff_name)


def _check_in_review(application: Application) -> None:
    if application.standing is not Standing.OPEN or application.stage is not Stage.REVIEW:
        raise ApplicationNotInReview


def reopened(application: Application, words: str, at: datetime) -> Application:
    """A declined application back in review with its applicant's words, because they asked for a person.

    Raises:
        ApplicationNotDeclined, ReviewAlreadyRequested
    """
    if application.review_requested_at is not None:
        raise ReviewAlreadyRequested
    if not _declined_by_system(application):
        raise ApplicationNotDeclined
    asked = replace(application, standing=Standing.OPEN, review_requested_at=at, review_words=words, claim=None)
    return arrived(replace(asked, moves=asked.moves + 1), Stage.REVIEW, at)


def counter_offer(request: Request, amount: Money | None, periods: int | None) -> Request:
    """The request as a reviewer grants it: the amount may only shrink.

    Raises:
        CounterOfferTooHigh
    """
    granted = request.amount if amount is None else amount
    if granted > request.amount:
        raise CounterOfferTooHigh
    return replace(request, amount=granted, periods=request.periods if periods is None else periods)


def read_reason(words: str) -> str:
    """A reason with its spaces put in order.

    Raises:
        ReasonMissing: fewer than four characters.
    """
    reason = " ".join(words.split())
    if len(reason) < _SHORTEST_REASON:
        raise ReasonMissing
    return reason[:_LONGEST_REASON]


def may_request_review(application: Application) -> bool:
    """Whether the applicant may ask for a person to decide: once, after a decline by the system."""
    return _declined_by_system(application) and application.review_requested_at is None


def _declined_by_system(application: Application) -> bool:
    return application.standing is Standing.DECLINED and application.stage is Stage.DECISION
