"""Each feature, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loanwright.decisioning.features import DEFINITIONS, SIGNALS, FeatureValue, features_of
from loanwright.decisioning.model import AccountKind, Case, EmploymentKind, Purpose, ReportStatus, SettlementAccount
from tests.decisioning.cases import ANSWERS, CASE, LOAN, ON, WISH, with_answers, with_loan, with_report, yuan

NO_REPORT = replace(CASE, report=None, report_status=ReportStatus.NO_RECORD)
POOR = with_answers(monthly_income=yuan("0.00"))
OWES_MORE = with_answers(existing_debt_monthly=yuan("3000.00"))


def test_every_feature_is_defined_and_every_definition_computed() -> None:
    signals = {definition.name: 0 for definition in SIGNALS}
    assert set(features_of(replace(CASE, signals=signals))) == {definition.name for definition in DEFINITIONS}


@pytest.mark.parametrize(
    ("case", "feature", "value"),
    [
        (CASE, "age_years", 37),
        (with_answers(born_on=date(2008, 3, 2)), "age_years", 18),
        (with_answers(born_on=date(2008, 3, 3)), "age_years", 17),
        (CASE, "employment_months", 126),
        (with_answers(employment=EmploymentKind.UNEMPLOYED), "employment_months", None),
        (with_answers(employed_since=None), "employment_months", None),
        (with_answers(purpose=Purpose.FARMING), "purpose", "business"),
        (with_answers(savings=None), "savings_yuan", None),
        (with_answers(savings=yuan("0.01")), "savings_yuan", 1),
        (CASE, "principal_per_month_yuan", 1667),
        (CASE, "account_standing", "strong"),
        (with_report(settlement_account=None), "account_standing", "none"),
        (with_report(settlement_account=SettlementAccount(yuan("-0.01"), True)), "account_standing", "overdrawn"),
        (with_report(settlement_account=SettlementAccount(yuan("1999.99"), False)), "account_standing", "low"),
        (with_report(settlement_account=SettlementAccount(yuan("2000.00"), False)), "account_standing", "strong"),
        (NO_REPORT, "account_standing", "none"),
        (NO_REPORT, "credit_history", "none"),
        (NO_REPORT, "report_status", 1),
        (CASE, "credit_history", "one_on_time"),
        (with_report(accounts=(LOAN, LOAN)), "credit_history", "several_on_time"),
        (with_report(accounts=()), "credit_history", "none"),
        (with_loan(kind=AccountKind.CARD), "credit_history", "none"),
        (with_loan(closed_on=date(2025, 1, 1)), "credit_history", "all_repaid"),
        (with_loan(last_24_months="N" * 20 + "12NN"), "credit_history", "late_before"),
        (with_loan(last_24_months="/" * 20 + "12NN"), "months_late_worst", 2),
        (with_loan(overdue_amount=yuan("0.50")), "overdue_yuan", 1),
        (with_report(public_record_count=2), "public_records", 2),
        (with_report(inquiry_dates=(ON, ON - timedelta(90), ON - timedelta(91))), "inquiries_90_days", 2),
        (CASE, "debt_to_income_percent", 28),  # (700 reported + 1,800) / 9,000 = 27.8 %
        (OWES_MORE, "debt_to_income_percent", 54),  # what is declared counts where it is more than what is reported
        (with_loan(closed_on=date(2025, 1, 1)), "debt_to_income_percent", 20),
        (POOR, "debt_to_income_percent", 999),
        (replace(CASE, findings=("many-applications",)), "finding_count", 1),
        (replace(CASE, wish=replace(WISH, months=60)), "term_months", 60),
        (replace(CASE, answers=replace(ANSWERS, region="")), "region_served", 1),
    ],
)
def test_a_feature(case: Case, feature: str, value: FeatureValue) -> None:
    assert features_of(case)[feature] == value
