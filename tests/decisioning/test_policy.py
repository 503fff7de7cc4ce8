"""The policy in force, rule by rule, and what it comes to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from loanwright.decisioning.conditions import ConditionNotReadable
from loanwright.decisioning.features import FeatureValue, features_of
from loanwright.decisioning.model import DecidedBy, Decision, Outcome, ReportStatus
from loanwright.decisioning.policy import PolicyNotSound, PolicyUnknown, consult, policy_from, shipped_policy
from loanwright.decisioning.rules import (
    BindingRuleApplies,
    DecisionAlreadyMade,
    DecisionReasonMissing,
    ReferNotPossible,
    case_from_json,
    case_to_json,
    check_person_may_decide,
    is_settled,
    judge,
    verdict_from_json,
    verdict_to_json,
)
from loanwright.kernel.refusals import Refusal
from tests.decisioning.cases import CASE, MODEL, with_answers, with_loan, yuan

POLICY = shipped_policy("consumer-credit")
GOOD = features_of(CASE)
APPROVE, REFER, DECLINE = Outcome.APPROVE, Outcome.REFER, Outcome.DECLINE
CASE_ID, NOW = UUID(int=7), datetime(2026, 3, 2, tzinfo=UTC)
MATCH, NO_RECORD, ERROR = ReportStatus.MATCH, ReportStatus.NO_RECORD, ReportStatus.ERROR


@pytest.mark.parametrize(
    ("changes", "points", "outcome", "rules"),
    [
        ({}, 520, APPROVE, [201]),
        ({}, 519, REFER, [131]),
        ({}, 460, REFER, [131]),
        ({}, 459, DECLINE, [130]),
        ({"age_margin_years": -1}, 600, DECLINE, [101, 201]),
        ({"maturity_margin_years": -1}, 600, DECLINE, [102, 201]),
        ({"region_served": 0}, 600, DECLINE, [103, 201]),
        ({"purpose_served": 0}, 600, DECLINE, [104, 201]),
        ({"debt_to_income_percent": 55}, 600, APPROVE, [201]),
        ({"debt_to_income_percent": 56}, 600, REFER, [111, 201]),
        ({"debt_to_income_percent": 70}, 600, REFER, [111, 201]),
        ({"debt_to_income_percent": 71}, 600, DECLINE, [110, 201]),
        ({"overdue_yuan": 1}, 600, DECLINE, [120, 201]),
        ({"months_late_worst": 2}, 600, APPROVE, [201]),
        ({"months_late_worst": 3}, 600, REFER, [121, 201]),
        ({"public_records": 1}, 600, REFER, [122, 201]),
        ({"inquiries_90_days": 9}, 600, REFER, [123, 201]),
        ({"amount_yuan": 100_000}, 600, APPROVE, [201]),
        ({"amount_yuan": 100_001}, 600, REFER, [140, 201]),
        ({"report_status": 1}, 600, REFER, [150, 201]),
        ({"report_status": 2}, 600, REFER, [151, 201]),
        ({"report_status": 3}, 600, REFER, [152, 201]),
        ({"finding_count": 1}, 600, REFER, [160, 201]),
        ({"overdue_yuan": 900, "report_status": 3}, 400, DECLINE, [120, 130, 152]),
    ],
)
def test_which_rules_apply_and_what_they_come_to(
    changes: dict[str, FeatureValue], points: int, outcome: Outcome, rules: list[int]
) -> None:
    answer = consult(POLICY, GOOD | changes, points)
    assert (answer.outcome, [hit.rule for hit in answer.hits]) == (outcome, rules)


def test_the_trace_says_which_cell_matched() -> None:
    trace = json.loads(consult(POLICY, GOOD | {"overdue_yuan": 300}, 600).trace)
    assert trace["matched"][0] == {"rule": "120", "because": {"overdue_yuan": "> 0"}}
    assert trace["input"]["overdue_yuan"] == 300


def test_every_score_meets_a_rule() -> None:
    assert all(consult(POLICY, GOOD, points).hits for points in range(200, 800))


def test_no_policy_of_an_unknown_name() -> None:
    with pytest.raises(PolicyUnknown):
        shipped_policy("consumer-credit-of-mars")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"when": {"points": "import os"}}, ConditionNotReadable),
        ({"when": {"points": "> 1 and $ > 2"}}, ConditionNotReadable),
        ({"when": {"points": ">= 1.5"}}, ConditionNotReadable),
        ({"when": {"shoe_size": "> 40"}}, PolicyNotSound),
        ({"when": {"savings_yuan": "> 0"}}, PolicyNotSound),  # may be unknown, so no number to compare
        ({"when": {}}, PolicyNotSound),
        ({"zh": ""}, PolicyNotSound),
        ({"outcome": "maybe"}, PolicyNotSound),
        ({"rule": 102}, PolicyNotSound),  # there is one
        ({"program": "1"}, PolicyNotSound),
    ],
)
def test_a_policy_that_is_no_readable_table_is_refused(change: dict[str, Any], refusal: type[Refusal]) -> None:
    document: dict[str, Any] = json.loads(POLICY.text)
    document["rules"][0] |= change
    with pytest.raises(refusal):
        policy_from(json.dumps(document))


@pytest.mark.parametrize("change", [{"scorecard": "../x/1"}, {"features_version": 9}, {"rules": []}])
def test_a_policy_of_parts_that_are_not_there_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyNotSound):
        policy_from(json.dumps(json.loads(POLICY.text) | change))


def test_a_good_applicant_is_approved_and_the_verdict_can_be_had_again() -> None:
    verdict = judge(CASE, POLICY, MODEL)
    assert verdict.outcome is APPROVE
    again = judge(case_from_json(case_to_json(CASE)), POLICY, MODEL)
    assert verdict_to_json(again) == verdict_to_json(verdict)
    assert verdict_from_json(verdict_to_json(verdict)) == verdict


def test_a_low_score_is_explained_by_what_cost_most() -> None:
    weak = with_loan(last_24_months="N" * 22 + "12")
    weak = replace(weak, answers=with_answers(savings=yuan("10.00"), employed_since=None).answers)
    weak = replace(weak, wish=replace(weak.wish, amount=yuan("90000.00"), months=60))
    account = weak.report.settlement_account if weak.report else None
    assert weak.report is not None and account is not None
    overdrawn = replace(account, average_balance=yuan("-500.00"))
    verdict = judge(replace(weak, report=replace(weak.report, settlement_account=overdrawn)), POLICY, MODEL)
    assert verdict.outcome is DECLINE
    codes = [reason.code for reason in verdict.reasons]
    assert codes == ["score-too-low", "score-term-months", "score-account-standing", "score-amount-yuan"]


def decided(outcome: Outcome, by: DecidedBy = DecidedBy.SYSTEM, margin: int = 17) -> Decision:
    case = replace(CASE, eligible=replace(CASE.eligible, age_margin_years=margin))
    return Decision(CASE_ID, CASE_ID, CASE_ID, 1, outcome, (), NOW, by, judge(case, POLICY, MODEL))


@pytest.mark.parametrize(
    ("latest", "outcome", "note", "refusal"),
    [
        (decided(REFER), APPROVE, "收入证明已核实", None),
        (decided(REFER), DECLINE, "收入证明不符", None),
        (decided(DECLINE), APPROVE, "逾期已还清，已核实", None),
        (decided(APPROVE), DECLINE, "看错了，要改", DecisionAlreadyMade),
        (decided(DECLINE, DecidedBy.STAFF), APPROVE, "换个人再看", DecisionAlreadyMade),
        (decided(REFER), REFER, "再看看吧，不急", ReferNotPossible),
        (decided(REFER), APPROVE, " ok ", DecisionReasonMissing),
        (decided(DECLINE, margin=-1), APPROVE, "年龄不够也想放行", BindingRuleApplies),
        (decided(DECLINE, margin=-1), DECLINE, "年龄不够", None),
    ],
)
def test_what_a_person_may_decide(latest: Decision, outcome: Outcome, note: str, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        check_person_may_decide(latest, outcome, note)
    else:
        with pytest.raises(refusal):
            check_person_may_decide(latest, outcome, note)


@pytest.mark.parametrize(
    ("statuses", "settled"),
    [([], False), ([MATCH], True), ([NO_RECORD], True), ([ERROR], False), ([ERROR] * 3, True), ([ERROR, MATCH], True)],
)
def test_when_an_inquiry_is_settled(statuses: list[ReportStatus], settled: bool) -> None:
    assert is_settled(statuses) is settled
