"""Features, version 1: what is computed from a case, once, and what score and rules look at.

This table is the one place that says what each feature means and where it comes from. Changing a meaning means a new
version: past decisions are recomputed with the version they were made with.

The German credit data (UCI Statlog) the scorecard was trained on knows the same features; `german_credit.py`
says which of its columns is which. Left out on purpose: sex and marital status, foreign worker (protected),
telephone, years at the address, dependents, housing, guarantors (none lifts the AUC), and job (adds nothing to
employment).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from loanwright.decisioning.conditions import ANYTHING, Span
from loanwright.decisioning.model import (
    AccountKind,
    ApplicantAnswers,
    Case,
    CreditReport,
    EmploymentKind,
    Purpose,
    ReportedAccount,
    ReportStatus,
    Words,
)
from loanwright.kernel.money import Money, total

FEATURES_VERSION = 1

FeatureValue = int | str | None
Features = dict[str, FeatureValue]


class Origin(StrEnum):
    """Where a feature comes from."""

    APPLICATION = "application"
    REPORT = "report"
    BOTH = "both"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class FeatureDefinition:
    """A feature's name, origin and meaning, and what it can be."""

    name: str
    origin: Origin
    meaning: Words
    span: Span | None = None  # which whole numbers it can be; None where it can be something else: no rule looks at it


_NO_INCOME = 999  # percent: beyond any limit
_COUNT = Span(0)
_YES_OR_NO = Span(0, 1)

# Figures that the fraud stage hands over as they are: a case from before they existed has none, which counts as 0.
SIGNALS: tuple[FeatureDefinition, ...] = (
    FeatureDefinition(
        "ring_points", Origin.CHECKS, Words("关联组可疑分值", "points of the linked group's patterns"), _COUNT
    ),
    FeatureDefinition("group_people", Origin.CHECKS, Words("关联组人数", "people in the linked group"), _COUNT),
    FeatureDefinition(
        "anomaly_score",
        Origin.CHECKS,
        Words("填写行为异常分（0至100）", "how unusual the form was filled in, 0 to 100"),
        Span(0, 100),
    ),
    FeatureDefinition(
        "device_people", Origin.CHECKS, Words("同一设备的申请人数", "people who applied on the device"), _COUNT
    ),
    FeatureDefinition(
        "network_people",
        Origin.CHECKS,
        Words("24小时内同一网络地址的申请人数", "people at the network address within 24 hours"),
        _COUNT,
    ),
    FeatureDefinition(
        "network_kind",
        Origin.CHECKS,
        Words("网络类型（0未知 1接入 2机房 3代理 4洋葱）", "network: 0 unlisted, 1 access, 2 hosting, 3 VPN, 4 Tor"),
        Span(0, 4),
    ),
    FeatureDefinition(
        "network_abroad", Origin.CHECKS, Words("境外网络（1是）", "1 if the network is abroad"), _YES_OR_NO
    ),
)

DEFINITIONS: tuple[FeatureDefinition, ...] = (
    FeatureDefinition("age_years", Origin.APPLICATION, Words("申请人年龄（周岁）", "age in full years"), _COUNT),
    FeatureDefinition("term_months", Origin.APPLICATION, Words("借款期限（月）", "term in months"), _COUNT),
    FeatureDefinition(
        "amount_yuan", Origin.APPLICATION, Words("借款金额（元）", "amount, whole yuan rounded up"), _COUNT
    ),
    FeatureDefinition(
        "principal_per_month_yuan",
        Origin.APPLICATION,
        Words("每月本金（元）", "amount over term, whole yuan rounded up"),
        _COUNT,
    ),
    FeatureDefinition("purpose", Origin.APPLICATION, Words("借款用途", "purpose; farming counts as business")),
    FeatureDefinition(
        "employment_months",
        Origin.APPLICATION,
        Words("现职工作时长（月），无业为空", "months in work; none if not in work"),
    ),
    FeatureDefinition("property", Origin.APPLICATION, Words("主要财产", "most valuable property")),
    FeatureDefinition(
        "savings_yuan", Origin.APPLICATION, Words("存款（元），未填为空", "savings, whole yuan; none if not stated")
    ),
    FeatureDefinition(
        "account_standing",
        Origin.REPORT,
        Words("结算账户状况", "current account: none, overdrawn, low, strong (salary paid in, or 2,000 yuan and more)"),
    ),
    FeatureDefinition(
        "credit_history",
        Origin.REPORT,
        Words("贷款历史", "loans: none, all_repaid, one_on_time, several_on_time, late_before (in 24 months)"),
    ),
    FeatureDefinition(
        "debt_to_income_percent",
        Origin.BOTH,
        Words(
            "债务收入比（%）",
            "all monthly payments with this loan's, percent of income, rounded up; 999 without income",
        ),
        Span(0, _NO_INCOME),
    ),
    FeatureDefinition(
        "overdue_yuan", Origin.REPORT, Words("当前逾期（元）", "overdue now, whole yuan rounded up"), _COUNT
    ),
    FeatureDefinition(
        "months_late_worst", Origin.REPORT, Words("24个月内最长逾期月数", "worst arrears in 24 months"), Span(0, 7)
    ),
    FeatureDefinition(
        "public_records", Origin.REPORT, Words("公共记录数", "judgments and other public records"), _COUNT
    ),
    FeatureDefinition("inquiries_90_days", Origin.REPORT, Words("90天内查询次数", "inquiries within 90 days"), _COUNT),
    FeatureDefinition(
        "report_status",
        Origin.REPORT,
        Words("征信获取结果（0有 1无记录 2失败 3姓名不符）", "report: 0 there, 1 no record, 2 failed, 3 other name"),
        Span(0, len(ReportStatus) - 1),
    ),
    FeatureDefinition(
        "age_margin_years",
        Origin.APPLICATION,
        Words("超过最低年龄的年数", "years above the product's minimum age"),
        ANYTHING,
    ),
    FeatureDefinition(
        "maturity_margin_years",
        Origin.APPLICATION,
        Words("到期时距最高年龄的年数", "years below the product's maximum age at maturity"),
        ANYTHING,
    ),
    FeatureDefinition(
        "region_served", Origin.APPLICATION, Words("地区在服务范围（1是）", "1 if the region is served"), _YES_OR_NO
    ),
    FeatureDefinition(
        "purpose_served",
        Origin.APPLICATION,
        Words("用途符合产品（1是）", "1 if the product serves the purpose"),
        _YES_OR_NO,
    ),
    FeatureDefinition(
        "finding_count", Origin.CHECKS, Words("反欺诈与反洗钱提示数", "findings of fraud and AML checks"), _COUNT
    ),
    *SIGNALS,
)

_STRONG_BALANCE_MAJOR = 2000  # where the training data draws its line (200 DM, see german_credit.py)


def features_of(case: Case) -> Features:
    """All features of a case; without a report, its features are those of somebody unknown to the bureau."""
    answers = case.answers
    return {
        "age_years": full_years(answers.born_on, case.on),
        "term_months": case.wish.months,
        "amount_yuan": _whole(case.wish.amount),
        "principal_per_month_yuan": -(-case.wish.amount.minor // (100 * case.wish.months)),
        "purpose": _purpose(answers.purpose),
        "employment_months": _employment_months(answers, case.on),
        "property": answers.property.value,
        "savings_yuan": None if answers.savings is None else _whole(answers.savings),
        **_report_features(case.report, case.on),
        "debt_to_income_percent": _debt_to_income(case),
        "report_status": list(ReportStatus).index(case.report_status),
        "age_margin_years": case.eligible.age_margin_years,
        "maturity_margin_years": case.eligible.maturity_margin_years,
        "region_served": int(case.eligible.region_served),
        "purpose_served": int(case.eligible.purpose_served),
        "finding_count": len(case.findings),
        **case.signals,
    }


def full_years(since: date, on: date) -> int:
    """Completed years from one day to another."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def full_months(since: date, on: date) -> int:
    """Completed months from one day to another."""
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def _report_features(report: CreditReport | None, on: date) -> Features:
    accounts = report.accounts if report else ()
    return {
        "account_standing": _account_standing(report),
        "credit_history": _credit_history(accounts),
        "overdue_yuan": sum(_whole(account.overdue_amount) for account in accounts),
        "months_late_worst": max((account.months_late_worst for account in accounts), default=0),
        "public_records": report.public_record_count if report else 0,
        "inquiries_90_days": sum(0 <= (on - day).days <= 90 for day in report.inquiry_dates) if report else 0,
    }


def _account_standing(report: CreditReport | None) -> str:
    if report is None or report.settlement_account is None:
        return "none"
    balance = report.settlement_account.average_balance
    if balance.minor < 0:
        return "overdrawn"
    return "strong" if report.settlement_account.salary_paid or balance.decimal >= _STRONG_BALANCE_MAJOR else "low"


def _credit_history(accounts: tuple[ReportedAccount, ...]) -> str:
    loans = [account for account in accounts if account.kind is AccountKind.LOAN]
    if not loans:
        return "none"
    if any(loan.months_late_worst for loan in loans):
        return "late_before"
    open_loans = sum(loan.is_open for loan in loans)
    return ("all_repaid", "one_on_time", "several_on_time")[min(open_loans, 2)]


def _purpose(purpose: Purpose) -> str:
    # The training data knows no farming; money for seed and stock is working capital, as for any small business.
    return Purpose.BUSINESS.value if purpose is Purpose.FARMING else purpose.value


def _employment_months(answers: ApplicantAnswers, on: date) -> int | None:
    if answers.employment is EmploymentKind.UNEMPLOYED or answers.employed_since is None:
        return None
    return full_months(answers.employed_since, on)


def owed_monthly(case: Case) -> Money:
    """What the applicant pays on other loans each month: as declared or as reported, whichever is more."""
    currency = case.answers.monthly_income.currency
    open_accounts = [account for account in case.report.accounts if account.is_open] if case.report else []
    reported = total((account.monthly_payment for account in open_accounts), currency)
    return max(case.answers.existing_debt_monthly, reported)


def _debt_to_income(case: Case) -> int:
    """Payments on other loans and the new installment, over income."""
    income = case.answers.monthly_income
    if income.minor <= 0:
        return _NO_INCOME
    burden = owed_monthly(case) + case.wish.installment
    share = Decimal(burden.minor) * 100 / Decimal(income.minor)
    return min(int(share.to_integral_value(ROUND_CEILING)), _NO_INCOME)


def _whole(amount: Money) -> int:
    return int(amount.decimal.to_integral_value(ROUND_CEILING))
