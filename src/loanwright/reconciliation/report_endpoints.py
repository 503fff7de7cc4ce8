"""Balance proofs and the daily report, on the screen and as files."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from loanwright.access.api import staff_edge
from loanwright.infra import institution
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.wire import Amount
from loanwright.reconciliation.matching.values import ExceptionCategory
from loanwright.reconciliation.queries.daily import balance_proofs, daily_report
from loanwright.reconciliation.report_files import Language, report_pdf, report_xlsx

router = APIRouter(prefix="/staff/reconciliation", tags=["reconciliation"])

ReadEdge = Annotated[Edge, staff_edge("payment.read")]


class ReportFormat(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    XLSX = "xlsx"


_MEDIA_TYPES = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {media_type: {} for media_type in _MEDIA_TYPES.values()}}}


class Figures(BaseModel):
    """Read off a value of `proof`."""

    model_config = ConfigDict(from_attributes=True)


class BalanceProofView(Figures):
    """The bank's closing balance, less what the books lack, plus what the bank has not told, is the ledger's."""

    account: str
    day: date
    bank: Amount
    unbooked: Amount
    untold: Amount
    ledger: Amount
    difference: Amount
    is_proven: bool


class BalanceProofList(BaseModel):
    """A proof a day, newest first."""

    items: list[BalanceProofView]


class RuleLineView(Figures):
    """Entries of the day that one rule matched; an empty rule is what is not matched."""

    rule: str
    entries: int
    received: Amount
    paid: Amount


class CategoryLineView(Figures):
    """Open exceptions of one category."""

    category: ExceptionCategory
    cases: int
    oldest_on: date
    amount: Amount


class GatewayLineView(Figures):
    """A gateway's day, and what of its transfers has reached our bank."""

    gateway: str
    collected: Amount
    kept: Amount
    withdrawn: Amount
    arrived: Amount


class DailyReportView(Figures):
    """One day of our account; no proof while the bank has not closed it."""

    day: date
    account: str
    proof: BalanceProofView | None
    rules: list[RuleLineView]
    exceptions: list[CategoryLineView]
    gateways: list[GatewayLineView]


@router.get("/balance-proofs")
def list_balance_proofs(
    edge: ReadEdge, until: date | None = None, days: Annotated[int, Query(ge=1, le=366)] = 31
) -> BalanceProofList:
    """Proofs of the last days that the bank has closed."""

    def read(uow: UnitOfWork) -> BalanceProofList:
        proofs = balance_proofs(uow, until or uow.business_date, days)
        return BalanceProofList(items=[BalanceProofView.model_validate(proof) for proof in proofs])

    return edge.query(read)


@router.get("/daily-reports/{day}")
def show_daily_report(edge: ReadEdge, day: date) -> DailyReportView:
    """One day: its proof, its entries and what matched them, what is open, and the gateways."""
    return edge.query(lambda uow: DailyReportView.model_validate(daily_report(uow, day)))


@router.get("/daily-reports/{day}/export", response_class=Response, responses=_FILE)
def export_daily_report(
    edge: ReadEdge,
    day: date,
    file_format: Annotated[ReportFormat, Query(alias="format")] = ReportFormat.PDF,
    language: Language = Language.ZH,
) -> Response:
    """The same as a file."""

    def write(uow: UnitOfWork) -> bytes:
        report = daily_report(uow, day)
        match file_format:
            case ReportFormat.PDF:
                lender = institution.load(uow)
                issuer = lender.name_zh if language is Language.ZH else lender.name_en
                return report_pdf(report, issuer, language, uow.now)
            case ReportFormat.XLSX:
                return report_xlsx(report, language)

    content = edge.query(write)
    headers = {"content-disposition": f'attachment; filename="reconciliation-{day}.{file_format.value}"'}
    return Response(content, media_type=_MEDIA_TYPES[file_format], headers=headers)
