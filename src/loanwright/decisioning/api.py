"""The one door to decisioning."""

from __future__ import annotations

from loanwright.decisioning.checks import names_matched, watch_list
from loanwright.decisioning.model import (
    ApplicantAnswers,
    DecidedBy,
    Decision,
    EmploymentKind,
    Outcome,
    PropertyKind,
    Purpose,
    Reason,
    ReportStatus,
    Words,
)
from loanwright.decisioning.queries import DecisionsExplained, DecisionView, explain_decisions, latest_decision
from loanwright.decisioning.rules import (
    BindingRuleApplies,
    DecisionAlreadyMade,
    DecisionNotFound,
    DecisionReasonMissing,
    ReferNotPossible,
)
from loanwright.decisioning.usecases.assess_application import Assessment, assess
from loanwright.decisioning.usecases.decide_by_person import PersonDecision, decide_by_person
from loanwright.decisioning.usecases.fetch_credit_report import (
    CreditBureauUnavailable,
    ReportRequest,
    fetch_credit_report,
)
from loanwright.decisioning.verification import DECISIONS_RECOMPUTED

__all__ = [
    "DECISIONS_RECOMPUTED",
    "ApplicantAnswers",
    "Assessment",
    "BindingRuleApplies",
    "CreditBureauUnavailable",
    "DecidedBy",
    "Decision",
    "DecisionAlreadyMade",
    "DecisionNotFound",
    "DecisionReasonMissing",
    "DecisionView",
    "DecisionsExplained",
    "EmploymentKind",
    "Outcome",
    "PersonDecision",
    "PropertyKind",
    "Purpose",
    "Reason",
    "ReferNotPossible",
    "ReportRequest",
    "ReportStatus",
    "Words",
    "assess",
    "decide_by_person",
    "explain_decisions",
    "fetch_credit_report",
    "latest_decision",
    "names_matched",
    "watch_list",
]
