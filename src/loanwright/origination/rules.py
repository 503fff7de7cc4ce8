"""How an application moves: which exits are open, who may take them, what must be on record. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import assert_never
from uuid import UUID

from loanwright.decisioning.api import Purpose, ReportStatus
from loanwright.kernel.ids import reference
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.origination.answers import ApplicantUnderAge, CompleteAnswers
from loanwright.origination.model import Application, Claim, Flag, Offer, Request, Status
from loanwright.origination.stages import STAGES, Exit, Goal, Requirement, Stage, StageActor, Standing
from loanwright.parties.api import IdNumber, Person, age_on, check_account_holder
from loanwright.privacy.api import ConsentMissing, ConsentPurpose, WordingAgreed
from loanwright.products.api import Product

# Institution parameters of the checks that are ours; each is shown with the stage that uses it.
APPLICATIONS_COUNTED_WITHIN = timedelta(days=30)
APPLICATIONS_BEFORE_FLAG = 3
LARGE_AMOUNT_MAJOR = 500_000  # transfers by persons, large-value reporting (domain rules: to be confirmed)
CLAIM_HELD = timedelta(hours=4)
_SHORTEST_REASON, _LONGEST_REASON = 4, 500


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
    """A review by a person is for applications that the system declined."""


class OfferNotOpen(Refusal):
    """There is no offer waiting to be accepted."""


class OfferExpired(Refusal):
    """The offer was not accepted in time."""


class ReasonMissing(Refusal):
    """A few words of reason are needed, for whoever reads this later."""


class IdentityDiffers(Refusal):
    """The person on file is not the one the application names."""


class PurposeNotOffered(Refusal):
    """The product does not lend for this purpose."""


class RegionNotServed(Refusal):
    """The product is for people from other regions."""


class TooOldAtMaturity(Refusal):
    """The applicant would be older than the product allows when the last installment falls due."""


class CounterOfferTooHigh(Refusal):
    """A reviewer may offer less than was asked for, not more."""


def begun(application_id: UUID, party_id: UUID, request: Request, at: datetime) -> Application:
    """A new application at intake."""
    due_at = at + STAGES[Stage.INTAKE].time_limit
    return Application(application_id, party_id, request, at, Stage.INTAKE, Standing.OPEN, at, due_at, moves=0)


def check_purpose(purpose: Purpose, offered: Collection[str]) -> None:
    """Whether the product lends for this.

    Raises:
        PurposeNotOffered
    """
    if purpose not in offered:
        raise PurposeNotOffered(offered=", ".join(offered))


def check_eligible(product: Product, id_number: IdNumber, today: date, matures_on: date) -> None:
    """Whether the product is for this person.

    Raises:
        ApplicantUnderAge, TooOldAtMaturity, RegionNotServed
    """
    eligibility = product.eligibility
    if age_on(id_number.born_on, today) < eligibility.minimum_age:
        raise ApplicantUnderAge(minimum=eligibility.minimum_age)
    if age_on(id_number.born_on, matures_on) > eligibility.maximum_age_at_maturity:
        raise TooOldAtMaturity(maximum=eligibility.maximum_age_at_maturity)
    if eligibility.regions and not id_number.region_code.startswith(eligibility.regions):
        raise RegionNotServed


def check_identity(answers: CompleteAnswers, person: Person) -> None:
    """Whether the person on file is the one the application names, and is paid on an account of their own.

    Raises:
        IdentityDiffers, AccountHolderDiffers
    """
    if (answers.name, answers.id_number) != (person.name, person.id_number):
        raise IdentityDiffers
    check_account_holder(answers.payout_account, person.name)


def read_reason(words: str) -> str:
    """A reason with its spaces put in order.

    Raises:
        ReasonMissing: fewer than four characters.
    """
    reason = " ".join(words.split())
    if len(reason) < _SHORTEST_REASON:
        raise ReasonMissing
    return reason[:_LONGEST_REASON]


def check_consents_complete(agreed: Collection[WordingAgreed], needed: Collection[ConsentPurpose]) -> None:
    """Whether every purpose that needs a consent has one.

    Raises:
        ConsentMissing
    """
    given = {agreement.purpose for agreement in agreed}
    for purpose in needed:
        if purpose not in given:
            raise ConsentMissing(purpose=purpose)


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
    return _arrived(replace(asked, moves=asked.moves + 1), Stage.REVIEW, at)


def counter_offer(request: Request, amount: Money | None, periods: int | None) -> Request:
    """The request as a reviewer grants it: the amount may only shrink.

    Raises:
        CounterOfferTooHigh
    """
    granted = request.amount if amount is None else amount
    if granted > request.amount:
        raise CounterOfferTooHigh
    return replace(request, amount=granted, periods=request.periods if periods is None else periods)


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


def report_flags(status: ReportStatus) -> frozenset[Flag]:
    """A bureau without a usable answer is noticed; a person without history is no flag, the policy knows of it."""
    return frozenset({Flag.BUREAU_UNREACHABLE} if status is ReportStatus.ERROR else ())


def aml_flags(request: Request) -> frozenset[Flag]:
    """What the anti-money-laundering stage points at."""
    return frozenset({Flag.LARGE_AMOUNT} if request.amount.decimal >= LARGE_AMOUNT_MAJOR else ())


def named(flags: frozenset[Flag]) -> str | None:
    """The flags as the reason of a move."""
    return ", ".join(sorted(flags)) or None


def exit_for(flags: frozenset[Flag]) -> Exit:
    """A check that noticed something refers; the application is still scored so that the reviewer has everything."""
    return Exit.REFERRED if flags else Exit.PASSED


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


def may_request_review(application: Application) -> bool:
    """Whether the applicant may ask for a person to decide: once, after a decline by the system."""
    return _declined_by_system(application) and application.review_requested_at is None


def _declined_by_system(application: Application) -> bool:
    return application.standing is Standing.DECLINED and application.stage is Stage.DECISION


def may_withdraw(application: Application) -> bool:
    """Whether the applicant may still step back."""
    return application.standing is Standing.OPEN and Exit.WITHDRAWN in STAGES[application.stage].exits
