"""An application as a value: where it stands, what it asks for, and the milestones it has passed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from loanwright.decisioning.api import Purpose
from loanwright.engine.api import LoanTerms, Method
from loanwright.kernel.money import Money
from loanwright.origination.stages import Exit, Goal, Stage, Standing, Words


class Flag(StrEnum):
    """Something a check noticed that a person should look at before money leaves the house."""

    ID_NUMBER_USED_ELSEWHERE = "id-number-used-elsewhere"
    ACCOUNT_USED_ELSEWHERE = "account-used-elsewhere"
    MANY_APPLICATIONS = "many-applications"
    LARGE_AMOUNT = "large-amount"
    NAME_ON_WATCH_LIST = "name-on-watch-list"
    POSSIBLE_RING = "possible-ring"
    BEHAVIOUR_UNUSUAL = "behaviour-unusual"
    NETWORK_HIDDEN = "network-hidden"
    ON_BLOCK_LIST = "on-block-list"
    ON_WATCH_LIST = "on-watch-list"
    BUREAU_UNREACHABLE = "bureau-unreachable"


class Status(StrEnum):
    """Where an application stands in the borrower's eyes; `rules.status_of` derives it."""

    DRAFT = "draft"
    PROCESSING = "processing"
    IN_REVIEW = "in_review"
    OFFERED = "offered"
    SIGNING = "signing"
    DISBURSING = "disbursing"
    DISBURSED = "disbursed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


PURPOSE_WORDS = {
    Purpose.FARMING: Words("农业生产", "farming"),
    Purpose.BUSINESS: Words("生产经营", "business"),
    Purpose.EDUCATION: Words("教育培训", "education"),
    Purpose.NEW_VEHICLE: Words("购买新车", "a new vehicle"),
    Purpose.USED_VEHICLE: Words("购买二手车", "a used vehicle"),
    Purpose.HOUSEHOLD_GOODS: Words("购买家电等生活用品", "household goods"),
    Purpose.FURNITURE: Words("购买家具", "furniture"),
    Purpose.RENOVATION: Words("房屋装修", "renovation"),
    Purpose.OTHER: Words("其他个人消费", "other"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What the borrower asks for, of which version of a product."""

    product_code: str
    product_version: int
    amount: Money
    periods: int
    method: Method
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted of a request: perhaps a smaller amount, at a price so many hundredths of a percent off."""

    request: Request
    rate_points: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """The member of staff who works on a referred application, and since when."""

    staff_id: UUID
    staff_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Milestones:
    """What is on record so far; each is set once, by the stage that earns it."""

    submitted_at: datetime | None = None
    identity_checked_at: datetime | None = None
    consent_id: UUID | None = None
    report_settled_at: datetime | None = None
    scored_at: datetime | None = None
    decision_id: UUID | None = None
    approved_at: datetime | None = None
    offer_accepted_at: datetime | None = None
    contract_id: UUID | None = None
    contract_signed_at: datetime | None = None
    loan_id: UUID | None = None
    disbursed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """One person's wish for one loan."""

    id: UUID
    party_id: UUID
    request: Request
    started_at: datetime
    stage: Stage
    standing: Standing
    stage_entered_at: datetime
    stage_due_at: datetime
    moves: int  # how many times it has changed stage: the sequence of the last history row
    milestones: Milestones = field(default_factory=Milestones)
    flags: frozenset[Flag] = frozenset()
    trouble: str | None = None  # why the last attempt at an automatic stage failed, until one succeeds
    claim: Claim | None = None
    review_requested_at: datetime | None = None
    review_words: str | None = None  # what the applicant wrote when asking for a person

    def reached(self, **milestones: object) -> Application:
        """The same application with these milestones on record."""
        return replace(self, milestones=replace(self.milestones, **milestones))  # type: ignore[arg-type]

    def flagged(self, flags: frozenset[Flag]) -> Application:
        """The same application with these flags besides those it has."""
        return replace(self, flags=self.flags | flags)


@dataclass(frozen=True, slots=True)
class Offer:
    """What an approving decision allows us to lend, on terms that stand until `expires_at`."""

    id: UUID
    application_id: UUID
    party_id: UUID
    decision_id: UUID
    terms: LoanTerms
    made_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One line of an application's history: it left `stage` through `exit` for `goal`."""

    application_id: UUID
    sequence: int
    stage: Stage
    exit: Exit
    goal: Goal
    at: datetime
    actor: str  # "borrower", "staff", "system"
    actor_id: UUID | None
    reason: str | None
