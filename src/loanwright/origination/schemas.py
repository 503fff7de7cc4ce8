"""The borrower's side of an application over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.decisioning.api import EmploymentKind, PropertyKind, Purpose, Reason
from loanwright.engine.api import Installment, Method
from loanwright.infra.wire import Amount, RateText
from loanwright.origination import reviewing, rules
from loanwright.origination.answers import Answers, AnswersGiven, Employment, EmploymentGiven, missing
from loanwright.origination.model import Application, Status
from loanwright.origination.queries import OpenOffer
from loanwright.origination.stages import Stage, Words
from loanwright.origination.timeline import Step, StepState
from loanwright.origination.usecases.start_application import StartApplication
from loanwright.parties.api import BankAccount, Language
from loanwright.privacy.api import ConsentPurpose, WordingAgreed
from loanwright.products.api import Product, Rhythm, rhythm_of, rhythm_offered


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WordsView(BaseModel):
    """One sentence in both languages."""

    zh: str
    en: str


class ApplicationStart(_Body):
    """A wish for a loan; without `method` the product's first one is taken."""

    product_code: str = Field(max_length=40)
    amount: Amount
    periods: int = Field(ge=1, le=480)
    purpose: Purpose
    method: Method | None = None
    language: Language = Language.CHINESE

    def to_command(self) -> StartApplication:
        """The same as a command."""
        return StartApplication(self.product_code, self.amount, self.periods, self.method, self.purpose, self.language)


class EmploymentForm(_Body):
    """How the applicant earns a living; `since` is a date such as 2019-03-01, absent only for the unemployed."""

    kind: EmploymentKind
    employer: str = ""
    since: str | None = None


class AccountForm(_Body):
    """The applicant's own bank account, where the loan is paid to."""

    bank: str
    number: str
    holder: str


class DraftForm(_Body):
    """Answers as typed. Fields that are not sent stay as they are; a field sent as null is unanswered again."""

    name: str | None = None
    id_number: str | None = None
    region: str | None = None
    property: PropertyKind | None = None
    employment: EmploymentForm | None = None
    monthly_income: Amount | None = None
    existing_debt_monthly: Amount | None = None
    savings: Amount | None = None
    payout_account: AccountForm | None = None
    address: str | None = None
    contact_phone: str | None = None
    language: Language = Language.CHINESE

    def to_answers(self) -> AnswersGiven:
        """The same as typed answers."""
        work, account = self.employment, self.payout_account
        return AnswersGiven(
            sent=frozenset(self.model_fields_set),
            name=self.name,
            id_number=self.id_number,
            region=self.region,
            property=self.property,
            employment=EmploymentGiven(work.kind, work.employer, work.since) if work else None,
            monthly_income=self.monthly_income,
            existing_debt_monthly=self.existing_debt_monthly,
            savings=self.savings,
            payout_account=BankAccount(account.bank, account.number, account.holder) if account else None,
            address=self.address,
            contact_phone=self.contact_phone,
            language=self.language,
        )


class DraftView(BaseModel):
    """The borrower's own answers so far. `version` is also the ETag; send it back as If-Match when saving."""

    version: int
    answers: DraftForm
    missing: list[str]


class ConsentGiven(_Body):
    """The wording somebody agreed to."""

    purpose: ConsentPurpose
    wording_version: int


class Submission(_Body):
    """Handing the application in, with each consent as a separate tick."""

    consents: list[ConsentGiven]

    def to_agreements(self) -> tuple[WordingAgreed, ...]:
        """The same as agreements."""
        return tuple(WordingAgreed(given.purpose, given.wording_version) for given in self.consents)


class ReviewRequest(_Body):
    """What a declined applicant has to say to the person who will look again."""

    reason: str = Field(max_length=1000)


class OfferInstallment(BaseModel):
    """One row of the offer's schedule; a third party pays `subsidy`, which is no part of `total`."""

    number: int
    due_on: date
    principal: Amount
    interest: Amount
    subsidy: Amount
    fees: Amount
    total: Amount
    balance: Amount


class OfferView(BaseModel):
    """What we would lend and what it costs. The due dates move with the day the money is paid out."""

    amount: Amount
    periods: int
    rhythm: Rhythm
    method: Method
    nominal_rate: RateText
    annual_rate_simple: RateText
    annual_rate_compound: RateText
    installment: Amount
    total_interest: Amount
    total_subsidy: Amount
    total_fees: Amount
    total_cost: Amount
    first_due_on: date
    schedule: list[OfferInstallment]
    expires_at: datetime
    accepted_at: datetime | None


class ReasonView(BaseModel):
    """Why: a stable code and a sentence."""

    code: str
    words: WordsView


class ApplicationSummary(BaseModel):
    """An application in a list."""

    id: UUID
    product_code: str
    product_version: int
    amount: Amount
    periods: int
    rhythm: Rhythm
    is_line: bool
    method: Method
    purpose: Purpose
    status: Status
    stage: Stage
    started_at: datetime
    submitted_at: datetime | None
    contract_id: UUID | None
    loan_id: UUID | None


class ApplicationView(ApplicationSummary):
    """An application as its borrower sees it."""

    draft: DraftView | None
    offer: OfferView | None
    decline_reasons: list[ReasonView]
    may_request_review: bool
    may_withdraw: bool


class ApplicationList(BaseModel):
    """A borrower's applications, newest first."""

    items: list[ApplicationSummary]
    next_cursor: str | None = None


class TimelineStep(BaseModel):
    """One line of the timeline."""

    stage: Stage
    state: StepState
    words: WordsView
    at: datetime | None
    expected_by: datetime | None


class Timeline(BaseModel):
    """What has happened, what is happening, what comes next."""

    items: list[TimelineStep]


def words_view(words: Words) -> WordsView:
    """Words on the wire."""
    return WordsView(zh=words.zh, en=words.en)


def summary_of(application: Application, product: Product) -> ApplicationSummary:
    """An application for a list; `product` is the one it asks for."""
    return ApplicationSummary(**_summary(application, product))


def view_of(
    application: Application,
    product: Product,
    draft: tuple[Answers, int] | None,
    offer: OpenOffer | None,
    reasons: Sequence[Reason],
) -> ApplicationView:
    """An application for its borrower."""
    return ApplicationView(
        **_summary(application, product),
        draft=draft_view(*draft) if draft else None,
        offer=offer_view(offer) if offer else None,
        decline_reasons=[reason_view(reason) for reason in reasons],
        may_request_review=reviewing.may_request_review(application),
        may_withdraw=rules.may_withdraw(application),
    )


def draft_view(answers: Answers, version: int) -> DraftView:
    """A draft for its borrower: their own answers, as typed."""
    work, account, id_number = answers.employment, answers.payout_account, answers.id_number
    form = DraftForm(
        name=answers.name,
        id_number=id_number.text if id_number else None,
        region=answers.region,
        property=answers.property,
        employment=_employment_form(work) if work else None,
        monthly_income=answers.monthly_income,
        existing_debt_monthly=answers.existing_debt_monthly,
        savings=answers.savings,
        payout_account=AccountForm(bank=account.bank, number=account.number, holder=account.holder)
        if account
        else None,
        address=answers.address,
        contact_phone=answers.contact_phone,
        language=answers.language,
    )
    return DraftView(version=version, answers=form, missing=list(missing(answers)))


def _employment_form(work: Employment) -> EmploymentForm:
    since = work.since.isoformat() if work.since else None
    return EmploymentForm(kind=work.kind, employer=work.employer, since=since)


def offer_view(open_offer: OpenOffer) -> OfferView:
    """An offer with its schedule."""
    offer, quote = open_offer.offer, open_offer.quote
    rows, first = [_row(row) for row in quote.schedule.installments], quote.schedule.first_payable
    return OfferView(
        amount=offer.terms.principal,
        periods=offer.terms.periods,
        rhythm=rhythm_of(offer.terms),
        method=offer.terms.method,
        nominal_rate=offer.terms.rate,
        annual_rate_simple=quote.annual_rates.simple,
        annual_rate_compound=quote.annual_rates.compound,
        installment=first.total,
        total_interest=quote.schedule.total_interest,
        total_subsidy=quote.schedule.total_subsidy,
        total_fees=quote.schedule.total_fees,
        total_cost=quote.schedule.total_cost,
        first_due_on=first.due_on,
        schedule=rows,
        expires_at=offer.expires_at,
        accepted_at=offer.accepted_at,
    )


def step_view(step: Step) -> TimelineStep:
    """A line of the timeline on the wire."""
    return TimelineStep(
        stage=step.stage, state=step.state, words=words_view(step.words), at=step.at, expected_by=step.expected_by
    )


def _row(row: Installment) -> OfferInstallment:
    return OfferInstallment(
        number=row.number,
        due_on=row.due_on,
        principal=row.principal,
        interest=row.interest,
        subsidy=row.subsidy,
        fees=row.fees,
        total=row.total,
        balance=row.balance,
    )


def reason_view(reason: Reason) -> ReasonView:
    """A reason on the wire."""
    return ReasonView(code=reason.code, words=WordsView(zh=reason.words.zh, en=reason.words.en))


def _summary(application: Application, product: Product) -> dict[str, object]:
    request, reached = application.request, application.milestones
    return {
        "id": application.id,
        "product_code": request.product_code,
        "product_version": request.product_version,
        "amount": request.amount,
        "periods": request.periods,
        "rhythm": rhythm_offered(product),
        "is_line": product.line is not None,
        "method": request.method,
        "purpose": request.purpose,
        "status": rules.status_of(application),
        "stage": application.stage,
        "started_at": application.started_at,
        "submitted_at": reached.submitted_at,
        "contract_id": reached.contract_id,
        "loan_id": reached.loan_id,
    }
