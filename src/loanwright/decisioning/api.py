"""The one door to decisioning."""

from __future__ import annotations

from loanwright.decisioning.checks import names_matched, watch_list
from loanwright.decisioning.model import (
    ApplicantAnswers,
    DecidedBy,
    Decision,
    EmploymentKind,
    Granted,
    Outcome,
    PropertyKind,
    Purpose,
    Reason,
    ReportStatus,
    Words,
)
from loanwright.decisioning.model_queries import examine_model, scoring_models
from loanwright.decisioning.policy_queries import backtest_policy, examine_policy, policy_history
from loanwright.decisioning.queries import (
    DecisionsExplained,
    DecisionView,
    explain_decisions,
    latest_decision,
    terms_granted,
)
from loanwright.decisioning.rules import (
    BindingRuleApplies,
    DecisionAlreadyMade,
    DecisionNotFound,
    DecisionReasonMissing,
    ReferNotPossible,
)
from loanwright.decisioning.trial_queries import trial_figures, trials
from loanwright.decisioning.trials import Trial
from loanwright.decisioning.usecases.approve_policy import (
    activate_policy,
    approve_policy,
    return_policy,
    submit_policy,
)
from loanwright.decisioning.usecases.assess_application import POLICY, Assessment, assess
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
from loanwright.decisioning.usecases.register_model import approve_model, decline_model, register_model
from loanwright.decisioning.usecases.try_policy import (
    TrialProposal,
    begin_trial,
    decline_trial,
    end_trial,
    propose_trial,
)
from loanwright.decisioning.verification import PROOFS

__all__ = [
    "POLICY",
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
    "Granted",
    "Outcome",
    "PersonDecision",
    "PolicyDraft",
    "PropertyKind",
    "Purpose",
    "Reason",
    "ReferNotPossible",
    "ReportRequest",
    "ReportStatus",
    "Trial",
    "TrialProposal",
    "Words",
    "activate_policy",
    "approve_model",
    "approve_policy",
    "assess",
    "backtest_policy",
    "begin_policy_draft",
    "begin_trial",
    "decide_by_person",
    "decline_model",
    "decline_trial",
    "end_trial",
    "examine_model",
    "examine_policy",
    "explain_decisions",
    "fetch_credit_report",
    "forget_policy_case",
    "keep_past_case",
    "keep_policy_case",
    "latest_decision",
    "names_matched",
    "policy_history",
    "propose_trial",
    "register_model",
    "return_policy",
    "save_policy_draft",
    "scoring_models",
    "submit_policy",
    "terms_granted",
    "trial_figures",
    "trials",
    "watch_list",
    "withdraw_policy",
]
