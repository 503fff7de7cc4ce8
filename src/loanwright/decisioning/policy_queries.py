"""Policies explained to those who write and approve them."""

from __future__ import annotations

from dataclasses import dataclass

from loanwright.decisioning import model_repository, policy_repository, repository
from loanwright.decisioning.backtest import Backtest, backtest
from loanwright.decisioning.policy import Policy, shipped_policy
from loanwright.decisioning.policy_changes import RuleChange, changes_between
from loanwright.decisioning.policy_checks import TableCheck, check_table
from loanwright.decisioning.policy_versions import Activation, CaseResult, PolicyVersion, in_force, results_of
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PolicyHistory:
    """A policy with its versions drafted here (newest first) and what was in force from when."""

    shipped: Policy
    versions: tuple[PolicyVersion, ...]
    activations: tuple[Activation, ...]
    in_force: int


@dataclass(frozen=True, slots=True)
class PolicyExamined:
    """One version: its way so far (None for the shipped one), oddities, what changed, and the saved cases under it.

    `base` is what it started from, itself where it is shipped; `in_force` the number of the version that decides now.
    """

    policy: Policy
    base: Policy
    version: PolicyVersion | None
    check: TableCheck
    changes: tuple[RuleChange, ...]
    results: tuple[CaseResult, ...]
    in_force: int


def policy_history(uow: UnitOfWork, name: str) -> PolicyHistory:
    """Everything about a policy but its rules.

    Raises:
        PolicyUnknown
    """
    shipped = shipped_policy(name)
    activations = policy_repository.activations_of(uow, name)
    versions = tuple(policy_repository.versions_of(uow, name))
    return PolicyHistory(shipped, versions, tuple(activations), in_force(activations, uow.now))


def examine_policy(uow: UnitOfWork, name: str, number: int) -> PolicyExamined:
    """A version looked over, compared with the one it is based on.

    Raises:
        PolicyUnknown
    """
    policy = policy_repository.policy_of(uow, name, number)
    version = policy_repository.find_version(uow, name, number)
    base = policy_repository.policy_of(uow, name, version.based_on) if version else policy
    changes = changes_between(base, policy)
    results = results_of(policy, policy_repository.cases_of(uow, name))
    decides = in_force(policy_repository.activations_of(uow, name), uow.now)
    return PolicyExamined(policy, base, version, check_table(policy), changes, results, decides)


def backtest_policy(uow: UnitOfWork, name: str, number: int, cases: int) -> Backtest:
    """A version tried on the latest decisions by the system, at most `cases`.

    Raises:
        PolicyUnknown
    """
    policy = policy_repository.policy_of(uow, name, number)
    model = model_repository.model_labelled(uow, policy.scorecard)
    return backtest(policy, model, repository.past_decisions(uow, cases))
