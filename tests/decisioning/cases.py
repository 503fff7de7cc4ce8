"""A plain good applicant, to be changed one answer at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from loanwright.decisioning.model import (
    AccountKind,
    ApplicantAnswers,
    Case,
    CreditReport,
    Eligible,
    EmploymentKind,
    PropertyKind,
    Purpose,
    ReportedAccount,
    ReportStatus,
    SettlementAccount,
    WishedLoan,
)
from loanwright.decisioning.scoring import shipped_model
from loanwright.kernel.money import Money

ON = date(2026, 3, 2)
ON_TIME = "N" * 24
MODEL = shipped_model("consumer/1")


def yuan(text: str) -> Money:
    return Money.parse(text)


ANSWERS = ApplicantAnswers(
    born_on=date(1988, 5, 20),
    region="513401",
    purpose=Purpose.HOUSEHOLD_GOODS,
    employment=EmploymentKind.EMPLOYED,
    employed_since=date(2015, 9, 1),
    property=PropertyKind.REAL_ESTATE,
    monthly_income=yuan("9000.00"),
    existing_debt_monthly=yuan("0.00"),
    savings=yuan("12000.00"),
)
LOAN = ReportedAccount(
    kind=AccountKind.LOAN,
    opened_on=date(2023, 1, 1),
    closed_on=None,
    balance=yuan("8000.00"),
    monthly_payment=yuan("700.00"),
    overdue_amount=yuan("0.00"),
    last_24_months=ON_TIME,
)
REPORT = CreditReport(
    report_number="R1",
    as_of=ON,
    settlement_account=SettlementAccount(yuan("5300.00"), salary_paid=True),
    accounts=(LOAN,),
    public_record_count=0,
    inquiry_dates=(),
)
WISH = WishedLoan("xiao-fei-dai", 1, yuan("20000.00"), 12, 12, yuan("1800.00"))
CASE = Case(ON, ANSWERS, WISH, Eligible(17, 30, region_served=True, purpose_served=True), ReportStatus.MATCH, REPORT)


def with_answers(**changes: Any) -> Case:
    return replace(CASE, answers=replace(ANSWERS, **changes))


def with_report(**changes: Any) -> Case:
    return replace(CASE, report=replace(REPORT, **changes))


def with_loan(**changes: Any) -> Case:
    return with_report(accounts=(replace(LOAN, **changes),))
