"""A policy: a table of rules that people write and read, run by zen-engine.

The table collects every rule that applies; integers go in and come out. The outcome is the most severe among them,
and a case no rule speaks about goes to a person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Any, Self

import zen
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from loanwright.decisioning.conditions import ANYTHING, Span, span_of
from loanwright.decisioning.features import DEFINITIONS, FEATURES_VERSION, Features
from loanwright.decisioning.model import Outcome, Reason, RuleHit, Words
from loanwright.kernel.refusals import Refusal

POINTS = "points"
SEVERITY = {Outcome.APPROVE: 1, Outcome.REFER: 2, Outcome.DECLINE: 3}
_BY_SEVERITY = {severity: outcome for outcome, severity in SEVERITY.items()}
_RULES_NODE = "rules"
_SHIPPED_VERSION = 1
_NOT_KNOWN = 0  # a signal of the checks that did not exist yet when the case was decided

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{2,59}$")]


class PolicyUnknown(Refusal):
    """There is no policy of this name and version."""


class PolicyNotSound(Refusal):
    """A policy's table cannot be run as it stands; `why` names the place."""


class Rule(BaseModel):
    """A row of the table. `when` holds a condition for each feature it looks at: all must be true.

    `zh` and `en` are what it says to people; a binding one (law, product limits) no person may decide against.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: int = Field(ge=1, le=9999)
    outcome: Outcome
    when: dict[str, str] = Field(min_length=1, max_length=20)
    code: Code
    zh: Line
    en: Line
    binding: bool = False


class Terms(BaseModel):
    """A row of the second table: what an applicant of this kind may have, once the rules approve.

    Of the rows whose conditions are all true the first counts. `debt_to_income_at_most` is in percent, with the loan;
    `rate_points` are hundredths of a percent a year on the product's rate, negative for a better one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int = Field(ge=1, le=9999)
    grade: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    when: dict[str, str] = Field(min_length=1, max_length=20)
    amount_at_most: int = Field(ge=0, le=10**9, description="in whole yuan")
    debt_to_income_at_most: int = Field(ge=1, le=999)
    rate_points: int = Field(ge=-5000, le=5000)


class Policy(BaseModel):
    """One version of a policy: rules that decide, and terms for those they approve."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Code
    version: int = Field(ge=1)
    features_version: int
    scorecard: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}/\d{1,4}$")]
    rules: tuple[Rule, ...] = Field(min_length=1, max_length=500)
    terms: tuple[Terms, ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _numbers_are_told_apart(self) -> Self:
        for numbers in ([rule.rule for rule in self.rules], [terms.row for terms in self.terms]):
            repeated = sorted({number for number in numbers if numbers.count(number) > 1})
            if repeated:
                raise ValueError(f"rules with the same number: {repeated}")
        return self

    @property
    def label(self) -> str:
        """Name and version, as a decision records it."""
        return f"{self.name}/{self.version}"

    @property
    def inputs(self) -> tuple[str, ...]:
        """What the table looks at: features, and `points`."""
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.when))

    @property
    def text(self) -> str:
        """The policy as it is stored: the same policy always gives the same text, with terms only where it has some."""
        return self.model_dump_json(exclude=None if self.terms else {"terms"})

    @property
    def sha256(self) -> str:
        """Of its text, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def compiled(self) -> zen.ZenDecision:
        """Ready to run. Compiled once: ten times faster than handing the engine the table each time."""
        return _compiled(_rules_table(self))

    @cached_property
    def compiled_terms(self) -> zen.ZenDecision:
        """The second table, likewise."""
        return _compiled(_terms_table(self))

    @property
    def terms_inputs(self) -> tuple[str, ...]:
        """What the second table looks at."""
        return tuple(dict.fromkeys(name for terms in self.terms for name in terms.when))


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """The rules that applied, what they come to, and the engine's trace as JSON."""

    outcome: Outcome
    hits: tuple[RuleHit, ...]
    trace: str


def policy_from(document: str) -> Policy:
    """A policy from its text, sound: every rule can be read, every feature is known and a number.

    Raises:
        PolicyNotSound, ConditionNotReadable
    """
    try:
        policy = Policy.model_validate_json(document)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PolicyNotSound(why=f"{place}: {first['msg']}"[:200]) from None
    require_sound(policy)
    return policy


def require_sound(policy: Policy) -> None:
    """Refuse a policy that could not be run on every case.

    Raises:
        PolicyNotSound, ConditionNotReadable
    """
    if policy.features_version != FEATURES_VERSION:
        raise PolicyNotSound(why=f"features_version: {policy.features_version}")
    rows = [(rule.rule, rule.when) for rule in policy.rules] + [(terms.row, terms.when) for terms in policy.terms]
    for number, when in rows:
        for name, condition in when.items():
            if name not in ranges():
                raise PolicyNotSound(why=f"{number}: {name[:60]}")
            span_of(condition)


@cache
def ranges() -> Mapping[str, Span]:
    """What rules may look at, and which whole numbers each can be."""
    return {known.name: known.span for known in DEFINITIONS if known.span} | {POINTS: ANYTHING}


@cache
def shipped_policy(name: str) -> Policy:
    """The first version of a policy, which comes with the product.

    Raises:
        PolicyUnknown: none of this name does.
    """
    artefact = files("loanwright.decisioning.policies") / f"{name}.v{_SHIPPED_VERSION}.json"
    if not artefact.is_file():
        raise PolicyUnknown(label=name)
    return policy_from(artefact.read_text("utf-8"))


def consult(policy: Policy, features: Features, points: int) -> PolicyAnswer:
    """What the policy says about features and points."""
    known: Mapping[str, Any] = {**features, POINTS: points}
    answer = policy.compiled.evaluate({name: known.get(name, _NOT_KNOWN) for name in policy.inputs}, {"trace": True})
    rules = {rule.rule: rule for rule in policy.rules}
    hits = tuple(_hit(rules[row["rule"]]) for row in answer["result"] or [])
    severity = max((SEVERITY[hit.outcome] for hit in hits), default=SEVERITY[Outcome.REFER])
    return PolicyAnswer(_BY_SEVERITY[severity], hits, _kept(answer["trace"]))


def terms_for(policy: Policy, features: Features, points: int) -> Terms | None:
    """The terms for somebody with these features and points; None where no row speaks about them."""
    if not policy.terms:
        return None
    known: Mapping[str, Any] = {**features, POINTS: points}
    answer = policy.compiled_terms.evaluate({name: known[name] for name in policy.terms_inputs})
    row = (answer["result"] or {}).get("row")
    return next((terms for terms in policy.terms if terms.row == row), None)


def _hit(rule: Rule) -> RuleHit:
    return RuleHit(rule.rule, rule.outcome, Reason(rule.code, Words(rule.zh, rule.en)), rule.binding)


def _rules_table(policy: Policy) -> dict[str, Any]:
    rows = [
        {
            "_id": str(rule.rule),
            **{name: rule.when.get(name, "") for name in policy.inputs},
            "rule": str(rule.rule),
            "outcome": str(SEVERITY[rule.outcome]),
        }
        for rule in policy.rules
    ]
    return _table("collect", policy.inputs, ("rule", "outcome"), rows)


def _terms_table(policy: Policy) -> dict[str, Any]:
    rows = [
        {
            "_id": str(terms.row),
            **{name: terms.when.get(name, "") for name in policy.terms_inputs},
            "row": str(terms.row),
        }
        for terms in policy.terms
    ]
    return _table("first", policy.terms_inputs, ("row",), rows)


def _compiled(table: dict[str, Any]) -> zen.ZenDecision:
    return zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(table)))


def _table(hits: str, inputs: tuple[str, ...], outputs: tuple[str, ...], rows: list[dict[str, str]]) -> dict[str, Any]:
    """A table in zen-engine's own JSON, and no program anywhere."""
    content = {"hitPolicy": hits, "inputs": _columns(inputs), "outputs": _columns(outputs), "rules": rows}
    middle = {"id": _RULES_NODE, "type": "decisionTableNode", "name": _RULES_NODE, "content": content}
    ends = [{"id": "case", "type": "inputNode", "name": "case"}, {"id": "hits", "type": "outputNode", "name": "hits"}]
    edges = [("case", _RULES_NODE), (_RULES_NODE, "hits")]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [{**node, "position": {"x": 0, "y": 0}} for node in (ends[0], middle, ends[1])],
        "edges": [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges],
    }


def _columns(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": name, "name": name, "field": name} for name in names]


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
