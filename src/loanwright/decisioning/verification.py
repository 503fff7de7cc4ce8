"""Proofs: every decision by the system follows from what it was made from, by rules that stand as approved."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from uuid import UUID

from loanwright.decisioning import model_repository, policy_repository, repository, trial_repository
from loanwright.decisioning.rules import case_from_json, judge, verdict_from_json, verdict_to_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof


def _recompute(uow: UnitOfWork) -> Generator[Finding, None, int]:
    checked = 0
    for decision_id, case_json, case_hash, verdict in repository.decided_cases(uow):
        checked += 1
        if hashlib.sha256(case_json.encode()).digest() != case_hash:
            yield Finding(_subject(decision_id), "the stored case is not the one that was decided on")
        elif _recomputed(uow, case_json, verdict) != verdict:
            yield Finding(_subject(decision_id), "computed again, the verdict differs")
    return checked


def _recomputed(uow: UnitOfWork, case_json: str, verdict: str) -> str:
    policy = policy_repository.policy_labelled(uow, verdict_from_json(verdict).versions.policy)
    model = model_repository.model_labelled(uow, policy.scorecard)
    return verdict_to_json(judge(case_from_json(case_json), policy, model))


def _trials_recomputed(uow: UnitOfWork) -> Generator[Finding, None, int]:
    checked = 0
    for decision_id, case_json, verdict in trial_repository.other_verdicts(uow):
        checked += 1
        if _recomputed(uow, case_json, verdict) != verdict:
            yield Finding(_subject(decision_id), "computed again, the other side's verdict differs")
    return checked


def _policies_as_approved(uow: UnitOfWork) -> Generator[Finding, None, int]:
    checked = 0
    for name, version, sha256 in policy_repository.activated_hashes(uow):
        checked += 1
        if policy_repository.policy_of(uow, name, version).sha256 != sha256:
            yield Finding(f"policy {name}/{version}", "it no longer says what it said when it was put in force")
    return checked


def _models_as_handed_in(uow: UnitOfWork) -> Generator[Finding, None, int]:
    checked = 0
    for label, document, sha256 in model_repository.registered_hashes(uow):
        checked += 1
        if hashlib.sha256(document.encode()).hexdigest() != sha256:
            yield Finding(f"scoring model {label}", "it is no longer what was handed in")
    return checked


def _subject(decision_id: UUID) -> str:
    return f"decision {decision_id}"


DECISIONS_RECOMPUTED = Proof(
    "decisions-recomputed",
    "每个系统决定都能由当时的输入重新算出",
    "Every decision by the system, computed again from its inputs, is the same",
    _recompute,
)

POLICIES_UNCHANGED = Proof(
    "policies-unchanged",
    "每个生效过的审批策略都与批准时一字不差",
    "Every policy that was put in force still says what was approved",
    _policies_as_approved,
)

TRIALS_RECOMPUTED = Proof(
    "trials-recomputed",
    "试运行中另一方的每个结论都能重新算出",
    "Every verdict of the other side of a trial, computed again, is the same",
    _trials_recomputed,
)

MODELS_UNCHANGED = Proof(
    "models-unchanged",
    "每个登记的评分模型都与提交时一字不差",
    "Every registered scoring model still is what was handed in",
    _models_as_handed_in,
)

PROOFS = (DECISIONS_RECOMPUTED, POLICIES_UNCHANGED, TRIALS_RECOMPUTED, MODELS_UNCHANGED)
