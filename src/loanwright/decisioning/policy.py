"""A policy as its JSON artefact states it: a decision table for zen-engine, and what each rule says to people.

The table collects every rule that applies; integers go in and come out. The outcome is the most severe among them,
and a case no rule speaks about goes to a person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Self

import zen
from pydantic import BaseModel, ConfigDict, model_validator

from loanwright.decisioning.features import Features
from loanwright.decisioning.model import Outcome, Reason, RuleHit, Words
from loanwright.kernel.refusals import Refusal

_OUTCOMES = {1: Outcome.APPROVE, 2: Outcome.REFER, 3: Outcome.DECLINE}  # by severity
_RULES_NODE = "rules"
_SHIPPED = ("consumer-credit/1",)


class PolicyUnknown(Refusal):
    """No policy of this name and version is shipped, or none is in force."""


class RuleText(BaseModel):
    """What a rule says to people; a binding one (law, product limits) no person may decide against."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    zh: str
    en: str
    binding: bool = False


class Policy(BaseModel):
    """One version of a policy; `table` is the decision model in zen-engine's own JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: int
    effective_from: date
    features_version: int
    scorecard: str
    reasons: dict[int, RuleText]
    table: dict[str, Any]

    @model_validator(mode="after")
    def _is_a_table_of_explained_rules(self) -> Self:
        kinds = {node["type"] for node in self.table["nodes"]}
        if not kinds <= {"inputNode", "decisionTableNode", "outputNode"}:
            # Above all no functionNode: a policy is a table people can read, not a program.
            raise ValueError("a policy may hold decision tables only")
        unexplained = {int(rule["rule"]) for rule in self.rules} - set(self.reasons)
        if unexplained:
            raise ValueError(f"rules without a reason: {sorted(unexplained)}")
        return self

    @property
    def rules(self) -> list[dict[str, str]]:
        """The table's rows."""
        rows: list[dict[str, str]] = self._table_content["rules"]
        return rows

    @property
    def inputs(self) -> tuple[str, ...]:
        """What the table looks at: features, and `points`."""
        return tuple(column["field"] for column in self._table_content["inputs"])

    @property
    def label(self) -> str:
        """Name and version, as a decision records it."""
        return f"{self.name}/{self.version}"

    @property
    def _table_content(self) -> dict[str, Any]:
        content: dict[str, Any] = next(n["content"] for n in self.table["nodes"] if n["id"] == _RULES_NODE)
        return content


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """The rules that applied, what they come to, and the engine's trace as JSON."""

    outcome: Outcome
    hits: tuple[RuleHit, ...]
    trace: str


@cache
def load_policy(label: str) -> Policy:
    """A shipped policy by its label, such as ``consumer-credit/1``.

    Raises:
        PolicyUnknown: there is none.
    """
    name, _, version = label.partition("/")
    artefact = files("loanwright.decisioning.policies") / f"{name}.v{version}.json"
    if not artefact.is_file():
        raise PolicyUnknown(label=label)
    return Policy.model_validate_json(artefact.read_text("utf-8"))


def policy_in_force(on: date) -> Policy:
    """The policy decisions are made with on a day: the latest to have taken effect.

    Raises:
        PolicyUnknown: none has yet.
    """
    started = [policy for policy in map(load_policy, _SHIPPED) if policy.effective_from <= on]
    if not started:
        raise PolicyUnknown(label=f"in force on {on}")
    return max(started, key=lambda policy: (policy.effective_from, policy.version))


def consult(policy: Policy, features: Features, points: int) -> PolicyAnswer:
    """What the policy says about features and points."""
    known: Mapping[str, Any] = {**features, "points": points}
    answer = _compiled(policy.label).evaluate({name: known[name] for name in policy.inputs}, {"trace": True})
    rows: Any = answer["result"] or []
    hits = tuple(_hit(policy, row["rule"], row["outcome"]) for row in rows)
    severities = [row["outcome"] for row in rows]
    outcome = _OUTCOMES[max(severities)] if severities else Outcome.REFER
    return PolicyAnswer(outcome, hits, _kept(answer["trace"]))


@cache
def _compiled(label: str) -> zen.ZenDecision:
    # Compiled once: ten times faster than handing the engine the JSON each time.
    content = zen.ZenDecisionContent(json.dumps(load_policy(label).table))
    return zen.ZenEngine().create_decision(content)


def _hit(policy: Policy, rule: int, outcome: int) -> RuleHit:
    text = policy.reasons[rule]
    return RuleHit(rule, _OUTCOMES[outcome], Reason(text.code, Words(text.zh, text.en)), text.binding)


def _kept(trace: Mapping[str, Any]) -> str:
    """The engine's trace of the table, without timings and empty cells: equal for equal cases."""
    node = trace[_RULES_NODE]
    matched = [
        {
            "rule": row["rule"]["_id"],
            "because": {k.split("[")[0]: v for k, v in sorted(row["rule"].items()) if v and k[0] != "_"},
        }
        for row in node["traceData"]
    ]
    return json.dumps({"input": node["input"], "matched": matched}, sort_keys=True, ensure_ascii=False)
