"""The staff side of applications over HTTP: queues, one application with everything about it, the stages as data."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.decisioning.api import DecisionsExplained, EmploymentKind, Outcome, PropertyKind
from loanwright.infra.wire import Amount
from loanwright.origination import rules
from loanwright.origination.answers import Answers
from loanwright.origination.model import Application, Flag, Move
from loanwright.origination.schemas import (
    ApplicationSummary,
    OfferView,
    TimelineStep,
    WordsView,
    summary_of,
    words_view,
)
from loanwright.origination.stages import STAGES, Exit, Requirement, Stage, StageActor, StageRule, Standing
from loanwright.origination.usecases.decide_review import ReviewDecision
from loanwright.parties.api import BankAccount, Language, MaskedPerson, Person, masked_account_number, masked_phone
from loanwright.privacy.api import Consent, ConsentPurpose
from loanwright.products.api import Product


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StageView(BaseModel):
    """One stage of the flow."""

    stage: Stage
    title: WordsView
    actor: StageActor
    entry: Requirement
    time_limit_minutes: int
    exits: dict[Exit, str]
    on_time_limit: Exit | None
    checks: list[WordsView]
    does_not_check: list[WordsView]


class StageList(BaseModel):
    """The whole flow, in order."""

    items: list[StageView]


class PersonView(BaseModel):
    """Who applies, masked."""

    party_id: UUID
    name: str
    id_number: str
    phone: str
    language: Language


class QueuedApplication(ApplicationSummary):
    """An application in a queue."""

    reference: str
    standing: Standing
    applicant: PersonView | None
    stage_entered_at: datetime
    stage_due_at: datetime
    is_late: bool
    flags: list[Flag]
    trouble: str | None
    claimed_by: UUID | None
    claimed_by_name: str | None
    review_requested: bool


class ApplicationQueue(BaseModel):
    """One page of a queue."""

    items: list[QueuedApplication]
    next_cursor: UUID | None


class MaskedAnswers(BaseModel):
    """The answers; what identifies is masked."""

    region: str | None
    property: PropertyKind | None
    employment_kind: EmploymentKind | None
    employer: str | None
    employed_since: date | None
    monthly_income: Amount | None
    existing_debt_monthly: Amount | None
    savings: Amount | None
    payout_bank: str | None
    payout_account: str | None
    address: str | None
    contact_phone: str | None


class MoveView(BaseModel):
    """One line of the history."""

    sequence: int
    stage: Stage
    exit: Exit
    goal: str
    at: datetime
    actor: str
    actor_id: UUID | None
    reason: str | None


class ApplicationConsentView(BaseModel):
    """A consent the applicant gave."""

    id: UUID
    purpose: ConsentPurpose
    wording_version: int
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class ApplicationFile(BaseModel):
    """Everything about one application, for the member of staff who works on it."""

    application: QueuedApplication
    answers: MaskedAnswers
    decisions: DecisionsExplained
    offer: OfferView | None
    history: list[MoveView]
    timeline: list[TimelineStep]
    consents: list[ApplicationConsentView]
    review_words: str | None


class ReviewVerdict(_Body):
    """A reviewer's decision; amount and periods may be lowered when approving."""

    outcome: Literal["approve", "decline"]
    reason: str = Field(max_length=1000)
    amount: Amount | None = None
    periods: int | None = Field(default=None, ge=1, le=480)

    def to_command(self) -> ReviewDecision:
        """The same as a command."""
        return ReviewDecision(Outcome(self.outcome), self.reason, self.amount, self.periods)


class Reveal(_Body):
    """Why a member of staff needs to see somebody's data in plain text."""

    reason: str = Field(max_length=500)


class RevealedPerson(BaseModel):
    """A person in plain text."""

    name: str
    id_number: str
    phone: str
    language: Language
    bank: str | None
    account_number: str | None


def stage_list() -> StageList:
    """The flow as data."""
    return StageList(items=[_stage_view(rule) for rule in STAGES.values()])


def queued(
    application: Application, product: Product, applicant: MaskedPerson | None, at: datetime
) -> QueuedApplication:
    """An application for a queue; `product` is the one it asks for."""
    claim = application.claim
    return QueuedApplication(
        **summary_of(application, product).model_dump(),
        reference=rules.reference_of(application),
        standing=application.standing,
        applicant=person_view(applicant) if applicant else None,
        stage_entered_at=application.stage_entered_at,
        stage_due_at=application.stage_due_at,
        is_late=rules.is_late(application, at),
        flags=sorted(application.flags),
        trouble=application.trouble,
        claimed_by=claim.staff_id if claim else None,
        claimed_by_name=claim.staff_name if claim else None,
        review_requested=application.review_requested_at is not None,
    )


def person_view(person: MaskedPerson) -> PersonView:
    """A masked person."""
    return PersonView(
        party_id=person.party_id,
        name=person.name,
        id_number=person.id_number,
        phone=person.phone,
        language=person.language,
    )


def revealed(person: Person, account: BankAccount | None) -> RevealedPerson:
    """A revealed person."""
    return RevealedPerson(
        name=person.name,
        id_number=person.id_number.text,
        phone=person.phone,
        language=person.language,
        bank=account.bank if account else None,
        account_number=account.number if account else None,
    )


def masked_answers(answers: Answers) -> MaskedAnswers:
    """The answers as staff see them."""
    work, account = answers.employment, answers.payout_account
    return MaskedAnswers(
        region=answers.region,
        property=answers.property,
        employment_kind=work.kind if work else None,
        employer=work.employer if work else None,
        employed_since=work.since if work else None,
        monthly_income=answers.monthly_income,
        existing_debt_monthly=answers.existing_debt_monthly,
        savings=answers.savings,
        payout_bank=account.bank if account else None,
        payout_account=masked_account_number(account.number) if account else None,
        address=answers.address,
        contact_phone=masked_phone(answers.contact_phone) if answers.contact_phone else None,
    )


def move_view(move: Move) -> MoveView:
    """A line of history."""
    return MoveView(
        sequence=move.sequence,
        stage=move.stage,
        exit=move.exit,
        goal=move.goal.value,
        at=move.at,
        actor=move.actor,
        actor_id=move.actor_id,
        reason=move.reason,
    )


def consent_view(consent: Consent) -> ApplicationConsentView:
    """A consent."""
    return ApplicationConsentView(
        id=consent.id,
        purpose=consent.purpose,
        wording_version=consent.wording_version,
        given_at=consent.given_at,
        expires_at=consent.expires_at,
        revoked_at=consent.revoked_at,
    )


def _stage_view(rule: StageRule) -> StageView:
    return StageView(
        stage=rule.stage,
        title=words_view(rule.title),
        actor=rule.actor,
        entry=rule.entry,
        time_limit_minutes=int(rule.time_limit.total_seconds()) // 60,
        exits={exit_: goal.value for exit_, goal in rule.exits.items()},
        on_time_limit=rule.on_time_limit,
        checks=[words_view(words) for words in rule.checks],
        does_not_check=[words_view(words) for words in rule.does_not_check],
    )
