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
from loanwright.decisioning.policy_queries import backtest_policy, examine_policy, policy_history
from loanwright.decisioning.queries import DecisionsExplained, DecisionView, explain_decisions, latest_decision
from loanwright.decisioning.rules import (
    BindingRuleApplies,
    DecisionAlreadyMade,
    DecisionNotFound,
    DecisionReasonMissing,
    ReferNotPossible,
)
from loanwright.decisioning.usecases.approve_policy import (
    activate_policy,
    approve_policy,
    return_policy,
    submit_policy,
)
from loanwright.decisioning.usecases.assess_application import Assessment, assess
from loanwright.decisioning.usecases.decide_by_person import PersonDecision, decide_by_person
from loanwright.decisioning.usecases.draft_policy import (
    PolicyDraft,
    begin_policy_draft,
    save_policy_draft,
    withdraw_policy,
)
from loanwright.decisioning.usecases.fetch_credit_report import (
    CreditBureauUnavailable,
    ReportRequest,
    fetch_credit_report,
)
from loanwright.decisioning.usecases.keep_policy_cases import forget_policy_case, keep_past_case, keep_policy_case
from loanwright.decisioning.verification import PROOFS

__all__ = [
    "PROOFS",
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
    "PolicyDraft",
    "PropertyKind",
    "Purpose",
    "Reason",
    "ReferNotPossible",
    "ReportRequest",
    "ReportStatus",
    "Words",
    "activate_policy",
    "approve_policy",
    "assess",
    "backtest_policy",
    "begin_policy_draft",
    "decide_by_person",
    "examine_policy",
    "explain_decisions",
    "fetch_credit_report",
    "forget_policy_case",
    "keep_past_case",
    "keep_policy_case",
    "latest_decision",
    "names_matched",
    "policy_history",
    "return_policy",
    "save_policy_draft",
    "submit_policy",
    "watch_list",
    "withdraw_policy",
]
