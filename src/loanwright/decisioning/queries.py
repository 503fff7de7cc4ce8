"""Decisions explained: in points and rules for staff, in plain words for the applicant."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal as Number
from uuid import UUID

from pydantic import BaseModel

from loanwright.decisioning import repository
from loanwright.decisioning.features import DEFINITIONS, FeatureValue
from loanwright.decisioning.model import (
    Case,
    DecidedBy,
    Decision,
    Granted,
    Outcome,
    Reason,
    ReportStatus,
    Score,
    Verdict,
    Words,
)
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.wire import Amount
from loanwright.kernel.money import Money, total


class AttributeView(BaseModel):
    """What one feature contributed to the score."""

    feature: str
    label: Words
    value: Words
    points: int
    points_best: int


class ScoreView(BaseModel):
    """The score: base and points by feature; the probability is relative to the training sample."""

    total: int
    base: int
    probability_of_bad: str
    attributes: list[AttributeView]


class RuleView(BaseModel):
    """A rule of the decision table that applied."""

    rule: int
    outcome: Outcome
    reason: Reason
    binding: bool


class FeatureView(BaseModel):
    """A feature with its meaning."""

    name: str
    meaning: Words
    origin: str
    value: FeatureValue


class ReportView(BaseModel):
    """The credit report in short; figures are absent where there is none."""

    status: ReportStatus
    report_number: str | None = None
    open_accounts: int = 0
    closed_accounts: int = 0
    balance: Amount
    monthly_payment: Amount
    overdue: Amount
    months_late_worst: int = 0
    public_records: int = 0
    inquiries: int = 0


class GrantedView(BaseModel):
    """What the policy's terms allow: a risk grade, at most so much, at so many hundredths of a percent off the rate."""

    grade: str
    row: int
    amount: Amount
    rate_points: int


class DecisionView(BaseModel):
    """A decision as staff see it. Score, rules and features are there for one by the system."""

    id: UUID
    sequence: int
    decided_by: DecidedBy
    staff_name: str
    outcome: Outcome
    reasons: list[Reason]
    note: str
    made_at: datetime
    score: ScoreView | None
    granted: GrantedView | None
    rules: list[RuleView]
    features: list[FeatureView]
    findings: list[str]
    scorecard: str | None
    policy: str | None


class DecisionsExplained(BaseModel):
    """All decisions on an application, in order, and the report the system saw."""

    decisions: list[DecisionView]
    report: ReportView | None


def terms_granted(uow: UnitOfWork, application_id: UUID) -> Granted | None:
    """What the policy's terms allowed when the system last decided; None where it had none for the case."""
    verdicts = [made.verdict for made in repository.decisions_on(uow, application_id) if made.verdict]
    return verdicts[-1].granted if verdicts else None


def explain_decisions(uow: UnitOfWork, application_id: UUID) -> DecisionsExplained:
    """Everything staff may know about the decisions on an application; empty lists where there are none yet."""
    case = repository.case_of(uow, application_id)
    findings = list(case.findings) if case else []
    decisions = [_decision_view(made, findings) for made in repository.decisions_on(uow, application_id)]
    return DecisionsExplained(decisions=decisions, report=_report_view(case) if case else None)


def latest_decision(uow: UnitOfWork, application_id: UUID) -> Decision | None:
    """The decision that counts; its `reasons` are in words the applicant may be shown."""
    decisions = repository.decisions_on(uow, application_id)
    return decisions[-1] if decisions else None


def _decision_view(made: Decision, findings: list[str]) -> DecisionView:
    verdict = made.verdict
    return DecisionView(
        id=made.id,
        sequence=made.sequence,
        decided_by=made.decided_by,
        staff_name=made.staff_name,
        outcome=made.outcome,
        reasons=list(made.reasons),
        note=made.note,
        made_at=made.made_at,
        score=_score_view(verdict.score) if verdict else None,
        granted=_granted_view(verdict.granted) if verdict and verdict.granted else None,
        rules=_rule_views(verdict) if verdict else [],
        features=_feature_views(verdict) if verdict else [],
        findings=findings if verdict else [],
        scorecard=verdict.versions.scorecard if verdict else None,
        policy=verdict.versions.policy if verdict else None,
    )


def _granted_view(granted: Granted) -> GrantedView:
    return GrantedView(grade=granted.grade, row=granted.row, amount=granted.amount, rate_points=granted.rate_points)


def _score_view(score: Score) -> ScoreView:
    attributes = [
        AttributeView(
            feature=attribute.feature,
            label=attribute.label,
            value=attribute.value,
            points=attribute.points,
            points_best=attribute.points_best,
        )
        for attribute in score.attributes
    ]
    probability: Number = score.probability_of_bad
    return ScoreView(total=score.total, base=score.base, probability_of_bad=str(probability), attributes=attributes)


def _rule_views(verdict: Verdict) -> list[RuleView]:
    return [RuleView(rule=h.rule, outcome=h.outcome, reason=h.reason, binding=h.binding) for h in verdict.hits]


def _feature_views(verdict: Verdict) -> list[FeatureView]:
    """What the decision was made on; features that came into use later say nothing about it."""
    features = verdict.features
    return [
        FeatureView(name=known.name, meaning=known.meaning, origin=known.origin, value=features[known.name])
        for known in DEFINITIONS
        if known.name in features
    ]


def _report_view(case: Case) -> ReportView:
    report, currency = case.report, case.wish.amount.currency
    if report is None:
        nothing = Money.zero(currency)
        return ReportView(status=case.report_status, balance=nothing, monthly_payment=nothing, overdue=nothing)
    is_open = [account for account in report.accounts if account.is_open]
    return ReportView(
        status=case.report_status,
        report_number=report.report_number,
        open_accounts=len(is_open),
        closed_accounts=len(report.accounts) - len(is_open),
        balance=total((account.balance for account in is_open), currency),
        monthly_payment=total((account.monthly_payment for account in is_open), currency),
        overdue=total((account.overdue_amount for account in is_open), currency),
        months_late_worst=max((account.months_late_worst for account in report.accounts), default=0),
        public_records=report.public_record_count,
        inquiries=len(report.inquiry_dates),
    )
