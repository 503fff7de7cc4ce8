"""The credit bureau as decisioning sees it, and its adapter over HTTP.

`POST /bureau/v1/reports` with the consent's id and the purpose answers with a second-generation personal credit
report (200), 404 where the bureau knows nobody, 422 where the ID number belongs to another name. Anything else, a
time-out or an answer that cannot be read is an error: never an exception, so that the caller can put on record what
happened.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

import httpx
from pydantic import BaseModel, Field

from loanwright.decisioning.model import (
    AccountKind,
    CreditInquiry,
    CreditReport,
    InquiryAnswer,
    ReportedAccount,
    ReportStatus,
    SettlementAccount,
)
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal


class CreditBureau(Protocol):
    """Answers inquiries about a person's credit history."""

    def inquire(self, inquiry: CreditInquiry) -> InquiryAnswer:
        """The report, or why there is none. The same inquiry id again gets the same answer at no further fee."""


class HttpCreditBureau:
    """The bureau at a URL."""

    def __init__(self, base_url: str, timeout_seconds: float) -> None:
        """`timeout_seconds` bounds connecting, sending, and each wait for more of the answer."""
        self._client = httpx.Client(base_url=base_url, timeout=timeout_seconds)

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    def inquire(self, inquiry: CreditInquiry) -> InquiryAnswer:
        """See `CreditBureau`."""
        try:
            response = self._client.post("/bureau/v1/reports", json=_question(inquiry))
        except httpx.TimeoutException:
            return InquiryAnswer(ReportStatus.ERROR, detail="timeout")
        except httpx.HTTPError as failure:
            return InquiryAnswer(ReportStatus.ERROR, detail=type(failure).__name__)
        return _answer(response.status_code, response.content)


def read_report(raw: bytes) -> CreditReport:
    """What decisions use of a report as the bureau sent it.

    Raises:
        ValueError: it is not a report, or an amount or date in it cannot be read.
    """
    try:
        return _Report.model_validate_json(raw).as_value()
    except Refusal as refusal:
        raise ValueError(refusal.name) from refusal


def _question(inquiry: CreditInquiry) -> dict[str, str]:
    return {
        "inquiry_id": str(inquiry.inquiry_id),
        "consent_id": str(inquiry.consent_id),
        "purpose": inquiry.purpose,
        "id_number": inquiry.id_number,
        "name": inquiry.name,
    }


def _answer(status: int, raw: bytes) -> InquiryAnswer:
    match status:
        case 200:
            return _report_answer(raw)
        case 404:
            return InquiryAnswer(ReportStatus.NO_RECORD, raw=raw)
        case 422 if b'"mismatch"' in raw:
            return InquiryAnswer(ReportStatus.MISMATCH, raw=raw)
        case _:
            return InquiryAnswer(ReportStatus.ERROR, raw=raw, detail=f"http-{status}")


def _report_answer(raw: bytes) -> InquiryAnswer:
    try:
        report, fee = read_report(raw), Money.parse(_Report.model_validate_json(raw).fee)
    except (ValueError, Refusal):
        return InquiryAnswer(ReportStatus.ERROR, raw=raw, detail="answer-not-readable")
    return InquiryAnswer(ReportStatus.MATCH, report, raw, fee)


class _SettlementAccount(BaseModel):
    average_balance: str
    salary_paid: bool

    def as_value(self) -> SettlementAccount:
        return SettlementAccount(Money.parse(self.average_balance), self.salary_paid)


class _Account(BaseModel):
    kind: AccountKind
    opened_on: date
    closed_on: date | None = None
    balance: str
    monthly_payment: str
    overdue_amount: str
    last_24_months: str = Field(pattern=r"^[/*N1-7CDGZB#]{24}$")

    def as_value(self) -> ReportedAccount:
        return ReportedAccount(
            kind=self.kind,
            opened_on=self.opened_on,
            closed_on=self.closed_on,
            balance=Money.parse(self.balance),
            monthly_payment=Money.parse(self.monthly_payment),
            overdue_amount=Money.parse(self.overdue_amount),
            last_24_months=self.last_24_months,
        )


class _Accounts(BaseModel):
    open: list[_Account]
    closed: list[_Account]


class _PublicRecord(BaseModel):
    kind: str


class _Inquiry(BaseModel):
    on: date


class _Report(BaseModel):
    """The sections of the bureau's format that are read; others are kept in the raw answer."""

    report_number: str
    as_of: date
    fee: str = "0.00"
    settlement_account: _SettlementAccount | None = None
    accounts: _Accounts
    public_records: list[_PublicRecord]
    inquiries: list[_Inquiry]

    def as_value(self) -> CreditReport:
        return CreditReport(
            report_number=self.report_number,
            as_of=self.as_of,
            settlement_account=self.settlement_account.as_value() if self.settlement_account else None,
            accounts=tuple(entry.as_value() for entry in (*self.accounts.open, *self.accounts.closed)),
            public_record_count=len(self.public_records),
            inquiry_dates=tuple(inquiry.on for inquiry in self.inquiries),
        )
