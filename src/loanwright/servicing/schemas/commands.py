"""Commands over HTTP: what may be done to a loan, what it would change, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from loanwright.engine.api import AccountState
from loanwright.infra.wire import Amount, RateText
from loanwright.ledger.api import Chart, Posting
from loanwright.servicing.commands.catalogue import BorrowerCommand, StaffCommand
from loanwright.servicing.commands.command import Description, Group, Means, SecondPerson
from loanwright.servicing.commands.effect import Figures
from loanwright.servicing.commands.fields import FormField, Input, form_of
from loanwright.servicing.model import LoanStatus, ServiceRequestState
from loanwright.servicing.schemas.actors import ActorView
from loanwright.servicing.schemas.body import Body
from loanwright.servicing.schemas.loans import (
    InstallmentView,
    NextDueView,
    PartsView,
    next_due_view,
    parts_view,
    schedule_view,
)
from loanwright.servicing.schemas.payments import PaymentRequestView
from loanwright.servicing.usecases.preview_command import Preview

Reason = Annotated[str, Field(min_length=1, max_length=500)]
Version = Annotated[str, Field(max_length=64)]


class StaffPreview(Body):
    """A command to be weighed; nothing is done."""

    command: StaffCommand


class BorrowerPreview(Body):
    """The same by a borrower."""

    command: BorrowerCommand


class GiveCommand(Body):
    """Do what was previewed; `version` is that of the preview."""

    command: StaffCommand
    version: Version
    reason: Reason


class ApproveRequest(Body):
    """Agree to what was previewed; `version` is that of the preview inside the request."""

    version: Version
    reason: Reason


class RejectRequest(Body):
    """Do not agree."""

    reason: Reason


class FormFieldView(BaseModel):
    """One field of a command's form."""

    name: str
    input: Input
    is_required: bool
    choices: list[str]
    default: str | None


class CommandOfferView(BaseModel):
    """A command that the signed-in person may give to this loan as it is."""

    kind: str
    group: Group
    means: Means
    second_person: SecondPerson
    limit: Amount | None
    fields: list[FormFieldView]


class CommandOfferList(BaseModel):
    """What may be done, in the order of a menu."""

    items: list[CommandOfferView]


class LoanFiguresView(BaseModel):
    """A loan on a day. `cost` is for its whole life, `annual_rate` compound with every cost in it."""

    status: LoanStatus
    principal_outstanding: Amount
    overdue: Amount
    days_past_due: int
    credit: Amount
    next_due: NextDueView | None
    installments_left: int
    ends_on: date | None
    payoff: Amount
    cost: PartsView
    to_pay: Amount
    annual_rate: RateText | None


class LookView(BaseModel):
    """The loan without or with the command: its figures and its schedule."""

    figures: LoanFiguresView
    schedule: list[InstallmentView]


class PostingView(BaseModel):
    """A line of the entry: accounts by code, with their titles."""

    debit: str
    credit: str
    amount: Amount
    debit_zh: str
    debit_en: str
    credit_zh: str
    credit_en: str


class BooksView(BaseModel):
    """What of the claim is on our books, and what is only remembered beside them."""

    carrying: Amount
    memo: Amount


class PreviewView(BaseModel):
    """A command weighed. `postings` are made at once, or, unless `means` is `recorded`, when the bank has news."""

    kind: str
    means: Means
    as_of: date
    before: LookView
    after: LookView
    books_before: BooksView
    books_after: BooksView
    postings: list[PostingView]
    needs_second_person: bool
    limit: Amount | None
    version: str


class BorrowerPreviewView(BaseModel):
    """The same for the borrower, without our books."""

    as_of: date
    before: LookView
    after: LookView
    version: str


class ServiceRequestView(BaseModel):
    """What somebody wanted done to a loan, who agreed, and what became of it."""

    id: UUID
    loan_id: UUID
    loan_number: str
    kind: str
    command: dict[str, Any]
    reason: str
    state: ServiceRequestState
    asked_by: ActorView
    asked_at: datetime
    decided_by: ActorView | None
    decided_at: datetime | None
    decision_reason: str
    may_decide: bool
    may_withdraw: bool


class ServiceRequestList(BaseModel):
    """Requests; a work list oldest first, a loan's own newest first."""

    items: list[ServiceRequestView]
    next_cursor: UUID | None = None


class GivenView(BaseModel):
    """What has become of a command; `payment` says how the borrower pays, if they were asked to."""

    request: ServiceRequestView
    payment: PaymentRequestView | None


def offer_view(one: Description, limit: Amount | None) -> CommandOfferView:
    """A command with its form."""
    return CommandOfferView(
        kind=one.kind,
        group=one.group,
        means=one.means,
        second_person=one.second_person,
        limit=limit,
        fields=[_field(field) for field in form_of(one.body)],
    )


def _field(field: FormField) -> FormFieldView:
    return FormFieldView(
        name=field.name,
        input=field.input,
        is_required=field.is_required,
        choices=list(field.choices),
        default=field.default,
    )


def preview_view(preview: Preview, chart: Chart) -> PreviewView:
    """A command weighed, its postings on the accounts of the chart in force."""
    effect = preview.effect
    return PreviewView(
        kind=preview.command.kind,
        means=preview.description.means,
        as_of=effect.as_of,
        before=_look(effect.before, effect.state_before),
        after=_look(effect.after, effect.state_after),
        books_before=BooksView(carrying=effect.before.carrying, memo=effect.before.memo),
        books_after=BooksView(carrying=effect.after.carrying, memo=effect.after.memo),
        postings=list(_postings(preview.postings, chart)),
        needs_second_person=preview.needs_second_person,
        limit=preview.limit,
        version=preview.version,
    )


def borrower_preview_view(preview: Preview) -> BorrowerPreviewView:
    """A command weighed, for the borrower."""
    effect = preview.effect
    return BorrowerPreviewView(
        as_of=effect.as_of,
        before=_look(effect.before, effect.state_before),
        after=_look(effect.after, effect.state_after),
        version=preview.version,
    )


def _look(figures: Figures, state: AccountState) -> LookView:
    return LookView(figures=figures_view(figures), schedule=schedule_view(state))


def figures_view(figures: Figures) -> LoanFiguresView:
    """A loan's figures."""
    return LoanFiguresView(
        status=figures.status,
        principal_outstanding=figures.principal_outstanding,
        overdue=figures.overdue,
        days_past_due=figures.days_past_due,
        credit=figures.credit,
        next_due=next_due_view(figures.next_due),
        installments_left=figures.installments_left,
        ends_on=figures.ends_on,
        payoff=figures.payoff,
        cost=parts_view(figures.cost),
        to_pay=figures.to_pay,
        annual_rate=figures.annual_rate,
    )


def _postings(postings: Iterable[Posting], chart: Chart) -> Iterator[PostingView]:
    for coded in filter(None, map(chart.coded, postings)):
        taking, giving = chart.accounts[coded.debit], chart.accounts[coded.credit]
        yield PostingView(
            debit=coded.debit,
            credit=coded.credit,
            amount=coded.amount,
            debit_zh=f"{taking.code} {taking.zh}",
            debit_en=f"{taking.code} {taking.en}",
            credit_zh=f"{giving.code} {giving.zh}",
            credit_en=f"{giving.code} {giving.en}",
        )
