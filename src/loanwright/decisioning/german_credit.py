"""The German credit data as applicants of ours: the one place that says which column is which answer or report entry.

Each row becomes what a person would tell us and what a bureau would report, so that training, the demo and a live
application go through the same `features_of`. Where the file only gives a class ("1 to 4 years"), a value inside the
class is taken. Amounts: one Deutsche Mark of 1974 stands for ten yuan, which brings them to the size of today's
loans.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from loanwright.decisioning.features import Features, features_of
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
from loanwright.kernel.money import Money

ROW, TARGET = "row", "creditability"
_ANY_DAY = date(2026, 3, 2)
_FEN_PER_MARK = 1000

_PURPOSES = {
    "car (new)": Purpose.NEW_VEHICLE,
    "car (used)": Purpose.USED_VEHICLE,
    "radio/television": Purpose.HOUSEHOLD_GOODS,
    "domestic appliances": Purpose.HOUSEHOLD_GOODS,
    "furniture/equipment": Purpose.FURNITURE,
    "business": Purpose.BUSINESS,
    "education": Purpose.EDUCATION,
    "retraining": Purpose.EDUCATION,
    "repairs": Purpose.RENOVATION,
    "others": Purpose.OTHER,
}
_MONTHS_EMPLOYED = {
    "... < 1 year": 6,
    "1 <= ... < 4 years": 30,
    "4 <= ... < 7 years": 66,
    "... >= 7 years": 120,
    "unemployed": None,
}
_EMPLOYMENT = {
    "skilled employee / official": EmploymentKind.EMPLOYED,
    "unskilled - resident": EmploymentKind.EMPLOYED,
    "management/ self-employed/ highly qualified employee/ officer": EmploymentKind.SELF_EMPLOYED,
    "unemployed/ unskilled - non-resident": EmploymentKind.EMPLOYED,
}
_PROPERTY = {
    "real estate": PropertyKind.REAL_ESTATE,
    "building society savings agreement/ life insurance": PropertyKind.INSURANCE_OR_SAVINGS_PLAN,
    "car or other, not in attribute Savings account/bonds": PropertyKind.VEHICLE_OR_OTHER,
    "unknown / no property": PropertyKind.NONE,
}
_SAVINGS_MARKS = {
    "... < 100 DM": 50,
    "100 <= ... < 500 DM": 300,
    "500 <= ... < 1000 DM": 750,
    "... >= 1000 DM": 2000,
    "unknown/ no savings account": None,
}
_ACCOUNT_MARKS = {
    "no checking account": None,
    "... < 0 DM": -20,
    "0 <= ... < 200 DM": 100,
    "... >= 200 DM / salary assignments for at least 1 year": 350,
}
_ON_TIME, _REPAID = "N" * 24, "N" * 23 + "C"
_LATE_ONCE = "N" * 10 + "12" + "N" * 12  # a year ago, and made good since
_LOANS = {
    "no credits taken/ all credits paid back duly": (),
    "all credits at this bank paid back duly": (_REPAID,),
    "existing credits paid back duly till now": (_ON_TIME,),
    "delay in paying off in the past": (_LATE_ONCE,),
    "critical account/ other credits existing (not at this bank)": (_ON_TIME, _ON_TIME),
}

# "Installment rate in percentage of disposable income": class 4 is below 20 %, class 1 is 35 % and more (Grömping).
_INSTALLMENT_PERCENT = {"1": (35, 71), "2": (25, 35), "3": (20, 25), "4": (8, 20)}
# What the mapping needs of a row: numbers, and columns of known classes. Every other column is left alone.
NUMBERS = frozenset({"duration_in_month", "credit_amount", "age_in_years"})
CLASSES: Mapping[str, frozenset[str]] = {
    "status_of_existing_checking_account": frozenset(_ACCOUNT_MARKS),
    "credit_history": frozenset(_LOANS),
    "purpose": frozenset(_PURPOSES),
    "savings_account_and_bonds": frozenset(_SAVINGS_MARKS),
    "present_employment_since": frozenset(_MONTHS_EMPLOYED),
    "installment_rate_in_percentage_of_disposable_income": frozenset(_INSTALLMENT_PERCENT),
    "property": frozenset(_PROPERTY),
    "other_installment_plans": frozenset({"none", "bank", "stores"}),
    "job": frozenset(_EMPLOYMENT),
}
COLUMNS = NUMBERS | CLASSES.keys()
_REPORTED_PAYMENT_PERCENT = 6  # of income, for each open account: the file does not say


@dataclass(frozen=True, slots=True)
class GermanApplicant:
    """A real applicant of the file: answers, wish, what the bureau knows, and how the loan ended."""

    row: int
    answers: ApplicantAnswers
    amount: Money
    months: int
    report: CreditReport
    good: bool


def german_applicants(on: date) -> tuple[GermanApplicant, ...]:
    """All rows of the shipped file, as if they applied on a day."""
    text = (files("loanwright.decisioning.scorecards") / "german_credit.csv").read_text("utf-8")
    return tuple(_applicant(row, on) for row in csv.DictReader(text.splitlines()))


def features_of_row(row: Mapping[str, str], number: int) -> Features:
    """The features of a row of such data, however it ended; each of `COLUMNS` holds what such data can hold."""
    return features_of_applicant(_applicant({**row, ROW: str(number), TARGET: "good"}, _ANY_DAY))


def features_of_applicant(applicant: GermanApplicant) -> Features:
    """An applicant's features; the day does not matter, they are all relative to it."""
    # The scorecard looks at neither installment nor eligibility: any product will do.
    wish = WishedLoan("", 0, applicant.amount, applicant.months, applicant.months, Money(0))
    eligible = Eligible(age_margin_years=0, maturity_margin_years=0, region_served=True, purpose_served=True)
    return features_of(
        Case(applicant.report.as_of, applicant.answers, wish, eligible, ReportStatus.MATCH, applicant.report)
    )


def bureau_sections(report: CreditReport) -> dict[str, Any]:
    """The report in the bureau's own format, without what the bureau adds itself: for planting it in the sandbox."""
    account = report.settlement_account
    entries = [_bureau_account(number, entry) for number, entry in enumerate(report.accounts, start=1)]
    return {
        "settlement_account": account
        and {"average_balance": str(account.average_balance), "salary_paid": account.salary_paid},
        "accounts": {
            "open": [entry for entry in entries if not entry["closed_on"]],
            "closed": [entry for entry in entries if entry["closed_on"]],
        },
        "guarantees": [],
        "public_records": [],
        "inquiries": [],
    }


def _bureau_account(number: int, entry: ReportedAccount) -> dict[str, Any]:
    return {
        "number": f"G{number:03d}",
        "kind": entry.kind.value,
        "opened_on": entry.opened_on.isoformat(),
        "closed_on": entry.closed_on.isoformat() if entry.closed_on else None,
        "amount": str(entry.monthly_payment * 24),
        "balance": str(entry.balance),
        "monthly_payment": str(entry.monthly_payment),
        "overdue_amount": str(entry.overdue_amount),
        "last_24_months": entry.last_24_months,
    }


def _applicant(row: Mapping[str, str], on: date) -> GermanApplicant:
    amount = _amount(int(row["credit_amount"]))
    months = int(row["duration_in_month"])
    income = _income(row, amount, months)
    return GermanApplicant(
        row=int(row["row"]),
        answers=_answers(row, income, on),
        amount=amount,
        months=months,
        report=_report(row, income, on),
        good=row["creditability"] == "good",
    )


def _answers(row: Mapping[str, str], income: Money, on: date) -> ApplicantAnswers:
    months = _MONTHS_EMPLOYED[row["present_employment_since"]]
    savings = _SAVINGS_MARKS[row["savings_account_and_bonds"]]
    return ApplicantAnswers(
        born_on=_born_on(int(row["age_in_years"]), int(row["row"]), on),
        region="",
        purpose=_PURPOSES[row["purpose"]],
        employment=EmploymentKind.UNEMPLOYED if months is None else _EMPLOYMENT[row["job"]],
        employed_since=None if months is None else _months_before(on, months),
        property=_PROPERTY[row["property"]],
        monthly_income=income,
        existing_debt_monthly=Money(0),
        savings=None if savings is None else _amount(savings),
    )


def _report(row: Mapping[str, str], income: Money, on: date) -> CreditReport:
    marks = _ACCOUNT_MARKS[row["status_of_existing_checking_account"]]
    return CreditReport(
        report_number=f"german-{row['row']}",
        as_of=on,
        settlement_account=None if marks is None else SettlementAccount(_amount(marks), salary_paid=marks >= 200),
        accounts=_accounts(row, _share(income, _REPORTED_PAYMENT_PERCENT), on),
        public_record_count=0,
        inquiry_dates=(),
    )


def _accounts(row: Mapping[str, str], payment: Money, on: date) -> tuple[ReportedAccount, ...]:
    """Loans as the credit history implies, and one line of credit where the file knows other installment plans."""
    loans = tuple(_account(AccountKind.LOAN, payment, on, months) for months in _LOANS[row["credit_history"]])
    if row["other_installment_plans"] == "none":
        return loans
    return (*loans, _account(AccountKind.REVOLVING, payment, on, _ON_TIME))


def _account(kind: AccountKind, payment: Money, on: date, months: str) -> ReportedAccount:
    is_closed = months.endswith("C")
    return ReportedAccount(
        kind=kind,
        opened_on=_months_before(on, 30),
        closed_on=_months_before(on, 1) if is_closed else None,
        balance=Money(0) if is_closed else payment * 10,
        monthly_payment=Money(0) if is_closed else payment,
        overdue_amount=Money(0),
        last_24_months=months,
    )


def _income(row: Mapping[str, str], amount: Money, months: int) -> Money:
    """An income of which the installment (taken as amount over term) is a share inside the file's class."""
    lowest, highest = _INSTALLMENT_PERCENT[row["installment_rate_in_percentage_of_disposable_income"]]
    percent = lowest + int(row["row"]) % (highest - lowest)
    hundreds = amount.minor * 100 // (months * percent) // 10_000
    return Money(max(hundreds, 1) * 10_000)


def _born_on(age: int, row: int, on: date) -> date:
    # Spread over the year, so that not everybody has a birthday on the day they apply.
    return date(on.year - age, on.month, min(on.day, 28)) - timedelta(days=1 + row % 300)


def _months_before(on: date, months: int) -> date:
    index = on.year * 12 + on.month - 1 - months
    return date(index // 12, index % 12 + 1, min(on.day, 28))


def _share(amount: Money, percent: int) -> Money:
    return Money(amount.minor * percent // 100)


def _amount(marks: int) -> Money:
    return Money(marks * _FEN_PER_MARK)
