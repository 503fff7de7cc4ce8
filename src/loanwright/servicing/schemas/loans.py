"""A loan, its schedule and what pays it, as borrowers and staff see them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from loanwright.engine.api import (
    AccountState,
    InstallmentState,
    InterestDue,
    Method,
    NextDue,
    NonAccrual,
    Parts,
    PayoffQuote,
)
from loanwright.infra.wire import Amount, RateText
from loanwright.kernel.money import Money
from loanwright.products.api import Rhythm, rhythm_of
from loanwright.servicing.classification import RiskClass, RiskPolicy
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.queries import LineStanding, Standing


class PartsView(BaseModel):
    """An amount by component."""

    principal: Amount
    interest: Amount
    fees: Amount
    penalties: Amount
    total: Amount


class InstallmentView(BaseModel):
    """One installment today: what it asks, what was paid, what remains."""

    number: int
    from_on: date
    due_on: date
    due: PartsView
    paid: PartsView
    remaining: PartsView
    paid_on: date | None
    is_overdue: bool


class NextDueView(BaseModel):
    """The next installment that is not paid."""

    number: int
    on: date
    amount: Amount


class LineView(BaseModel):
    """A revolving line today. `available` is what may be drawn beside what is `under_way` to the borrower.

    `interest_a_day` is what the drawn amount costs from one day to the next.
    """

    limit: Amount
    contract_limit: Amount
    available: Amount
    under_way: Amount
    is_open: bool
    until_on: date
    due_day: int
    interest_due: InterestDue
    interest_a_day: Amount


class ImpairmentView(BaseModel):
    """What of the loan is not on the books, and what became of it.

    `non_accrual` says why its interest is no income. `carrying` is what of the claim is still an asset, the two memo
    amounts what is not; `written_off` less `recovered` is what principal has cost so far.
    """

    non_accrual: NonAccrual | None
    charged_off: bool
    carrying: Amount
    memo_interest: Amount
    memo_written_off: Amount
    written_off: Amount
    recovered: Amount
    sale_proceeds: Amount
    sale_loss: Amount


class LoanView(BaseModel):
    """A loan on the business date. `reference` is what the borrower writes on a transfer.

    Of a revolving `line`, `principal` and `method` are those of the example in its contract.
    """

    id: UUID
    number: str
    reference: str
    external_id: str | None
    application_id: UUID | None
    contract_id: UUID | None
    party_id: UUID | None
    product_code: str
    product_version: int
    status: LoanStatus
    as_of: date
    principal: Amount
    rate: RateText
    method: Method
    periods: int
    rhythm: Rhythm
    opened_on: date
    disbursed_on: date | None
    settled_on: date | None
    matures_on: date
    principal_outstanding: Amount
    interest_accrued: Amount
    due: PartsView
    overdue: PartsView
    days_past_due: int
    credit_balance: Amount
    next_due: NextDueView | None
    payoff_amount: Amount
    paid: PartsView
    line: LineView | None


class RiskView(BaseModel):
    """Class, IFRS 9 stage and what must be held ready, by the days past due on the business date."""

    risk_class: RiskClass
    stage: int
    provision: Amount


class LoanList(BaseModel):
    """Loans, newest first."""

    items: list[LoanView]
    next_cursor: str | None = None


class ScheduleView(BaseModel):
    """Every installment, oldest first."""

    items: list[InstallmentView]


class PayoffQuoteView(BaseModel):
    """What closes the loan on a day."""

    on: date
    parts: PartsView
    credit: Amount
    amount: Amount


def parts_view(parts: Parts) -> PartsView:
    """With the total spelled out."""
    return PartsView(
        principal=parts.principal,
        interest=parts.interest,
        fees=parts.fees,
        penalties=parts.penalties,
        total=parts.total,
    )


def installment_view(item: InstallmentState, as_of: date) -> InstallmentView:
    """One installment."""
    return InstallmentView(
        number=item.number,
        from_on=item.from_on,
        due_on=item.due_on,
        due=parts_view(item.due),
        paid=parts_view(item.paid),
        remaining=parts_view(item.remaining),
        paid_on=item.paid_on,
        is_overdue=item.due_on < as_of and bool(item.remaining),
    )


def next_due_view(coming: NextDue | None) -> NextDueView | None:
    """What comes next, if anything."""
    return NextDueView(number=coming.number, on=coming.on, amount=coming.amount) if coming else None


def schedule_view(state: AccountState) -> list[InstallmentView]:
    """All installments."""
    return [installment_view(item, state.as_of) for item in state.installments]


def loan_number(number: int) -> str:
    """A loan number as people write it."""
    return f"{number:08d}"


def loan_view(standing: Standing) -> LoanView:
    """The loan on the day of its state."""
    loan, state = standing.loan, standing.state
    return LoanView(
        id=loan.id,
        number=loan_number(loan.number),
        reference=loan.reference,
        external_id=loan.external_id,
        application_id=loan.application_id,
        contract_id=loan.contract_id,
        party_id=loan.party_id,
        product_code=loan.product_code,
        product_version=loan.product_version,
        status=loan.status,
        as_of=state.as_of,
        principal=loan.terms.principal,
        rate=loan.terms.rate,
        method=loan.terms.method,
        periods=loan.terms.periods,
        rhythm=rhythm_of(loan.terms),
        opened_on=loan.opened_on,
        disbursed_on=loan.disbursed_on,
        settled_on=loan.settled_on,
        matures_on=loan.matures_on,
        principal_outstanding=state.principal_outstanding,
        interest_accrued=state.interest_accrued,
        due=parts_view(state.due),
        overdue=parts_view(state.overdue),
        days_past_due=state.days_past_due,
        credit_balance=state.credit_balance,
        next_due=next_due_view(state.next_due),
        payoff_amount=state.payoff_amount,
        paid=parts_view(state.paid),
        line=line_view(standing.line) if standing.line else None,
    )


def line_view(line: LineStanding) -> LineView:
    """A line with what is left of it."""
    return LineView(
        limit=line.state.limit,
        contract_limit=line.terms.limit,
        available=line.available,
        under_way=line.under_way,
        is_open=line.state.is_open,
        until_on=line.terms.until_on,
        due_day=line.terms.due_day,
        interest_due=line.terms.interest_due,
        interest_a_day=line.interest_a_day,
    )


def impairment_view(state: AccountState) -> ImpairmentView | None:
    """What of the loan is not on the books; None where nobody has ever doubted it."""
    totals = state.totals
    lost = totals.written_off or totals.recovered or totals.sale_proceeds
    if not (lost or state.non_accrual):
        return None
    return ImpairmentView(
        non_accrual=state.non_accrual,
        charged_off=state.charged_off,
        carrying=totals.carrying,
        memo_interest=totals.memo_interest,
        memo_written_off=totals.memo_written_off,
        written_off=totals.written_off,
        recovered=totals.recovered,
        sale_proceeds=totals.sale_proceeds,
        sale_loss=totals.sale_loss,
    )


def payoff_view(quote: PayoffQuote) -> PayoffQuoteView:
    """A payoff quote."""
    return PayoffQuoteView(on=quote.on, parts=parts_view(quote.parts), credit=quote.credit, amount=quote.amount)


def risk_view(standing: Standing, policy: RiskPolicy) -> RiskView:
    """The loan as the institution's policy sees it."""
    state = standing.state
    risk_class = policy.risk_class(state.days_past_due)
    provision = policy.provision(state.totals.principal.minor, risk_class)
    return RiskView(
        risk_class=risk_class, stage=policy.stage(state.days_past_due), provision=Money(provision, state.currency)
    )
