"""Proofs: every decision by the system follows from what it was made from, by rules that stand as approved."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from uuid import UUID

from loanwright.decisioning import policy_repository, repository
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
    return verdict_to_json(judge(case_from_json(case_json), policy))


def _policies_as_approved(uow: UnitOfWork) -> Generator[Finding, None, int]:
    checked = 0
    for name, version, sha256 in policy_repository.activated_hashes(uow):
        checked += 1
        if policy_repository.policy_of(uow, name, version).sha256 != sha256:
            yield Finding(f"policy {name}/{version}", "it no longer says what it said when it was put in force")
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

PROOFS = (DECISIONS_RECOMPUTED, POLICIES_UNCHANGED)
