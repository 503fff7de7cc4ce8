"""Loans as borrowers and staff read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, or_, select

from loanwright.engine.api import AccountState, Event, LineState, LineTerms, a_day, event_from_json, replay_line
from loanwright.infra import audit
from loanwright.infra.unit_of_work import ActorKind, UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.parties.api import find_people
from loanwright.payments.api import PaymentRequest, PaymentRequestUnknown, payment_request
from loanwright.servicing import rules
from loanwright.servicing.commands import gate
from loanwright.servicing.commands.catalogue import DESCRIPTIONS
from loanwright.servicing.commands.command import Description
from loanwright.servicing.model import DRAW, Loan, LoanStatus, ServiceRequest
from loanwright.servicing.repository import closes, loans, requests
from loanwright.servicing.repository.closes import DayClose
from loanwright.servicing.repository.parameters import limit_for
from loanwright.servicing.repository.rows import loan_of
from loanwright.servicing.tables import loan, loan_event


@dataclass(frozen=True, slots=True)
class LineStanding:
    """A revolving line on the business date; `under_way` is what the bank has been told to pay and has not yet."""

    terms: LineTerms
    state: LineState
    under_way: Money

    @property
    def available(self) -> Money:
        """What may be drawn beside that."""
        left = self.state.available - self.under_way
        return max(left, Money.zero(left.currency), key=lambda money: money.minor)

    @property
    def interest_a_day(self) -> Money:
        """What a day costs as much as is drawn now."""
        return a_day(self.terms, self.state.account.principal_outstanding)


@dataclass(frozen=True, slots=True)
class Standing:
    """A loan with its account on the business date."""

    loan: Loan
    state: AccountState
    line: LineStanding | None


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan in a list: its stored figures, as of the last day that touched it."""

    id: UUID
    number: int
    reference: str
    external_id: str | None
    party_id: UUID | None
    product_code: str
    status: LoanStatus
    principal: Money
    principal_outstanding: Money
    overdue: Money
    overdue_since: date | None
    days_past_due: int
    next_due_on: date | None
    next_due: Money
    disbursed_on: date | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Who made something happen and why; `approved_by` is the second person, where one was needed."""

    by: str
    approved_by: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event with when and why it was recorded; `reversed_by` is the number of its reversal."""

    event: Event
    business_date: date
    recorded_at: datetime
    command_id: UUID
    reversed_by: int | None
    cause: Cause

    @property
    def is_reversible(self) -> bool:
        """Whether it may still be undone by staff."""
        return self.reversed_by is None and not isinstance(self.event, rules.UNDONE_BY_NOBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFilter:
    """What a list of loans is narrowed to; `text` is a number, a reference, or a whole name, ID number or phone."""

    status: LoanStatus | None = None
    product_code: str | None = None
    days_past_due_from: int | None = None
    text: str = ""
    before: int | None = None
    limit: int = 50


def standing(uow: UnitOfWork, loan_id: UUID) -> Standing:
    """The loan on the business date.

    Raises:
        LoanNotFound: none, or not one the actor may see.
    """
    return _standing(uow, loans.get(uow, loan_id))


def loans_of_borrower(uow: UnitOfWork, party_id: UUID) -> list[Standing]:
    """Every loan of one borrower, newest first."""
    mine = select(loan).where(loan.c.party_id == party_id).order_by(loan.c.number.desc())
    return [_standing(uow, loan_of(row)) for row in uow.connection.execute(mine)]


def loan_of_application(uow: UnitOfWork, application_id: UUID) -> Loan | None:
    """The loan an application led to."""
    row = uow.connection.execute(select(loan).where(loan.c.application_id == application_id)).first()
    return loan_of(row) if row else None


def numbers_of(uow: UnitOfWork, loan_ids: Collection[UUID]) -> dict[UUID, int]:
    """The numbers by which people know these loans."""
    rows = uow.connection.execute(select(loan.c.id, loan.c.number).where(loan.c.id.in_(loan_ids)))
    return {row.id: row.number for row in rows}


def loan_lines(uow: UnitOfWork, wanted: LoanFilter) -> list[LoanLine]:
    """Loans, newest first, following the loan number `before`."""
    conditions = list(_conditions(uow, wanted))
    found = select(loan).where(*conditions).order_by(loan.c.number.desc()).limit(wanted.limit)
    return [_line(row, uow.business_date, uow.currency) for row in uow.connection.execute(found)]


def repayment_request(uow: UnitOfWork, loan_id: UUID, request_id: UUID) -> PaymentRequest:
    """A payment request of this loan, with how much has come in.

    Raises:
        LoanNotFound, PaymentRequestUnknown.
    """
    loans.get(uow, loan_id)
    request = payment_request(uow, request_id)
    if request.subject_id != loan_id:
        raise PaymentRequestUnknown(request_id=request_id)
    return request


def count_taken_over(uow: UnitOfWork) -> int:
    """How many loans came from other lenders."""
    taken = select(func.count()).select_from(loan).where(loan.c.external_id.is_not(None))
    return int(uow.connection.execute(taken).scalar_one())


def events_of(uow: UnitOfWork, loan_id: UUID) -> list[RecordedEvent]:
    """What happened to the loan, newest first."""
    loans.get(uow, loan_id)
    rows = uow.connection.execute(
        select(loan_event).where(loan_event.c.loan_id == loan_id).order_by(loan_event.c.seq.desc())
    ).all()
    causes = _causes(uow, loan_id)
    reversals = {row.event["reverses"]: row.seq for row in rows if row.kind == "Reversed"}
    return [
        RecordedEvent(
            event=event_from_json(row.event),
            business_date=row.business_date,
            recorded_at=row.recorded_at,
            command_id=row.command_id,
            reversed_by=reversals.get(row.seq),
            cause=causes.get(str(row.command_id), Cause(ActorKind.SYSTEM)),
        )
        for row in rows
    ]


def _causes(uow: UnitOfWork, loan_id: UUID) -> dict[str, Cause]:
    """By command, as the audit has it: who asked stands in the detail where somebody else has agreed."""
    return {str(record["command_id"]): _cause(record) for record in audit.history(uow.connection, loan_id)}


def _cause(record: Mapping[str, Any]) -> Cause:
    detail, actor = record["detail"], str(record["actor"])
    return Cause(detail.get("asked_by") or actor, detail.get("approved_by"), detail.get("reason") or "")


def command_offers(uow: UnitOfWork, loan_id: UUID) -> list[tuple[Description, Money | None]]:
    """What the actor may do to the loan as it is, each with the amount up to which one person is enough."""
    account = loans.get(uow, loan_id)
    offered = [one for one in DESCRIPTIONS if gate.may_ask(one, uow.actor) and gate.fits(one, account)]
    return [(one, limit_for(uow, one.kind)) for one in offered]


def service_request(uow: UnitOfWork, request_id: UUID) -> ServiceRequest:
    """One request.

    Raises:
        ServiceRequestNotFound
    """
    found = requests.find(uow, request_id)
    if found is None:
        raise gate.ServiceRequestNotFound()
    return found


def day_close(uow: UnitOfWork, business_date: date) -> DayClose:
    """A close with its progress.

    Raises:
        DayCloseNotFound.
    """
    close = closes.get(uow, business_date)
    if close is None:
        raise rules.DayCloseNotFound(business_date=business_date)
    return close


def day_closes(uow: UnitOfWork, limit: int, before: date | None = None) -> Sequence[DayClose]:
    """The last closes, newest first, of days before `before` if given; one under way is among them."""
    return closes.latest(uow, limit, before)


def _standing(uow: UnitOfWork, account: Loan) -> Standing:
    events = loans.events_of(uow, account.id)
    if account.line is None:
        return Standing(account, account.replayed(events, uow.business_date, uow.calendar), None)
    line = replay_line(account.line, events, uow.business_date)
    return Standing(account, line.account, LineStanding(account.line, line, requests.under_way(uow, account.id, DRAW)))


def draws_of(uow: UnitOfWork, loan_id: UUID) -> list[ServiceRequest]:
    """What has been drawn, or asked for, from a line, newest first.

    Raises:
        LoanNotFound, LineNotFound.
    """
    rules.line_of(loans.get(uow, loan_id))
    return [request for request in requests.of_loan(uow, loan_id) if request.kind == DRAW]


def _conditions(uow: UnitOfWork, wanted: LoanFilter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status:
        conditions.append(loan.c.status == wanted.status.value)
    if wanted.product_code:
        conditions.append(loan.c.product_code == wanted.product_code)
    if wanted.days_past_due_from:
        conditions.append(uow.business_date - loan.c.overdue_since >= wanted.days_past_due_from)
    if wanted.before is not None:
        conditions.append(loan.c.number < wanted.before)
    if text := wanted.text.strip():
        conditions.append(_matches(uow, text))
    return conditions


def _matches(uow: UnitOfWork, text: str) -> ColumnElement[bool]:
    people = find_people(uow, text)
    named = [loan.c.reference == text.upper(), loan.c.external_id == text, loan.c.party_id.in_(people)]
    if text.isdecimal() and len(text) <= 15:
        named.append(loan.c.number == int(text))
    return or_(*named)


def _line(row: Row[Any], today: date, currency: Currency) -> LoanLine:
    account = loan_of(row)
    return LoanLine(
        id=account.id,
        number=account.number,
        reference=account.reference,
        external_id=account.external_id,
        party_id=account.party_id,
        product_code=account.product_code,
        status=account.status,
        principal=account.terms.principal,
        principal_outstanding=Money(account.posted.principal + account.posted.memo_written_off, currency),
        overdue=Money(row.overdue_minor, currency),
        overdue_since=row.overdue_since,
        days_past_due=(today - row.overdue_since).days if row.overdue_since else 0,
        next_due_on=row.next_due_on,
        next_due=Money(row.next_due_minor, currency),
        disbursed_on=account.disbursed_on,
    )
