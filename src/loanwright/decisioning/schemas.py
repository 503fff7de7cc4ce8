"""Policies on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from loanwright.decisioning.backtest import Backtest, Side
from loanwright.decisioning.features import DEFINITIONS
from loanwright.decisioning.model import Outcome, Words
from loanwright.decisioning.policy import POINTS, Rule, Terms, ranges
from loanwright.decisioning.policy_changes import ChangeKind, RuleChange
from loanwright.decisioning.policy_checks import Oddity, TableCheck
from loanwright.decisioning.policy_queries import PolicyExamined, PolicyHistory
from loanwright.decisioning.policy_versions import (
    Activation,
    CaseResult,
    PolicyStatus,
    PolicyVersion,
    SavedCase,
)
from loanwright.infra.wire import Amount
from loanwright.kernel.money import Currency, Money
from loanwright.kernel.signature import Signature

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
Figure = Annotated[int, Field(ge=-(10**12), le=10**12)]

_POINTS_MEAN = Words("评分卡总分", "points of the scorecard")


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class BeginPolicyDraft(_Body):
    """Which version a new draft starts from."""

    based_on: int = Field(ge=1)


class SavePolicyDraft(_Body):
    """The whole draft; `revision` is the one that was read."""

    revision: int = Field(ge=1)
    scorecard: str = Field(max_length=60)
    note: Note
    rules: list[Rule] = Field(min_length=1, max_length=500)
    terms: list[Terms] = Field(default_factory=list, max_length=100)


class PolicyReview(_Body):
    """A second person's word. Approved, the policy decides from `effective_at` on; at once if not given."""

    note: Note = ""
    effective_at: AwareDatetime | None = None


class PolicyReturn(_Body):
    """Why a version goes back to its author."""

    note: Note


class ActivatePolicy(_Body):
    """Which approved version decides from a moment on; at once if none is given."""

    version: int = Field(ge=1)
    reason: Note
    effective_at: AwareDatetime | None = None


class KeepPolicyCase(_Body):
    """A case to try drafts on: an application decided in the past, or `inputs` written by hand."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    expected: Outcome
    application_id: UUID | None = None
    inputs: dict[str, Figure] = Field(default_factory=dict, max_length=40)


class SignatureView(BaseModel):
    """Who, and when."""

    name: str
    at: datetime


class PolicyVersionView(BaseModel):
    """Where a version stands. The shipped version 1 has no author."""

    version: int
    status: PolicyStatus
    in_force: bool
    based_on: int | None
    note: str
    revision: int
    drafted: SignatureView | None
    reviewed: SignatureView | None
    review_note: str


class ActivationView(BaseModel):
    """From `effective_at` on, `version` decides."""

    version: int
    effective_at: datetime
    ordered: SignatureView
    reason: str


class PolicyHistoryView(BaseModel):
    """All versions, newest first, and what was put in force when, newest first."""

    name: str
    in_force: int
    versions: list[PolicyVersionView]
    activations: list[ActivationView]


class InputView(BaseModel):
    """A feature that rules may look at; `low` and `high` bound what it can be, both included."""

    name: str
    meaning: Words
    low: int | None
    high: int | None


class RuleChangeView(BaseModel):
    """A rule before and after; `fields` names what changed."""

    rule: int
    kind: ChangeKind
    before: Rule | None
    after: Rule | None
    fields: list[str]


class OddityView(BaseModel):
    """A rule that never matters, and the rules because of which."""

    rule: int
    because: list[int]


class TableCheckView(BaseModel):
    """What is odd about the table. `holes` are examples of cases no rule speaks about: a person decides those."""

    complete: bool
    holes: list[dict[str, int]]
    never_applies: list[OddityView]
    never_decides: list[OddityView]
    says_nothing_new: list[OddityView]


class CaseResultView(BaseModel):
    """A saved case, and what this version makes of it."""

    id: UUID
    title: str
    inputs: dict[str, int]
    expected: Outcome
    outcome: Outcome
    rules: list[int]
    passes: bool


class PolicyView(BaseModel):
    """One version, looked over. `changes` and what is called before are of the version it is based on."""

    name: str
    version: PolicyVersionView
    scorecard: str
    scorecard_before: str
    rules: list[Rule]
    terms: list[Terms]
    terms_before: list[Terms]
    inputs: list[InputView]
    check: TableCheckView
    changes: list[RuleChangeView]
    cases: list[CaseResultView]


class PolicyCaseView(BaseModel):
    """A case that was kept."""

    id: UUID
    title: str
    inputs: dict[str, int]
    expected: Outcome


class SideView(BaseModel):
    """How many came out how, what was approved, and what of it is expected to be lost."""

    approve: int
    refer: int
    decline: int
    approved: Amount
    expected_loss: Amount


class MovedView(BaseModel):
    """A case that comes out otherwise, and the rules that would apply."""

    application_id: UUID
    before: Outcome
    after: Outcome
    rules: list[int]


class BacktestView(BaseModel):
    """What was decided and what this version would have decided, over the same cases; the first who change side."""

    cases: int
    before: SideView
    after: SideView
    moved_count: int
    moved: list[MovedView]


def history_view(name: str, found: PolicyHistory) -> PolicyHistoryView:
    """A policy's history as JSON."""
    drafted = [version_view(version, found.in_force) for version in found.versions]
    ordered = sorted(found.activations, key=lambda one: one.sequence, reverse=True)
    return PolicyHistoryView(
        name=name,
        in_force=found.in_force,
        versions=[*drafted, shipped_view(found.shipped.version, found.in_force)],
        activations=[_activation_view(one) for one in ordered],
    )


def version_view(version: PolicyVersion, in_force: int) -> PolicyVersionView:
    """A version's standing as JSON."""
    return PolicyVersionView(
        version=version.policy.version,
        status=version.status,
        in_force=version.policy.version == in_force,
        based_on=version.based_on,
        note=version.note,
        revision=version.revision,
        drafted=_signature_view(version.drafted),
        reviewed=_signature_view(version.reviewed) if version.reviewed else None,
        review_note=version.review_note,
    )


def shipped_view(version: int, in_force: int) -> PolicyVersionView:
    """The standing of the version that comes with the product."""
    return PolicyVersionView(
        version=version,
        status=PolicyStatus.APPROVED,
        in_force=version == in_force,
        based_on=None,
        note="",
        revision=1,
        drafted=None,
        reviewed=None,
        review_note="",
    )


def policy_view(found: PolicyExamined) -> PolicyView:
    """An examined version as JSON."""
    policy, in_force = found.policy, found.in_force
    standing = version_view(found.version, in_force) if found.version else shipped_view(policy.version, in_force)
    return PolicyView(
        name=policy.name,
        version=standing,
        scorecard=policy.scorecard,
        scorecard_before=found.base.scorecard,
        rules=list(policy.rules),
        terms=list(policy.terms),
        terms_before=list(found.base.terms),
        inputs=_input_views(),
        check=_check_view(found.check),
        changes=[_change_view(change) for change in found.changes],
        cases=[_result_view(result) for result in found.results],
    )


def case_view(case: SavedCase) -> PolicyCaseView:
    """A saved case as JSON."""
    return PolicyCaseView(id=case.id, title=case.title, inputs=case.inputs, expected=case.expected)


def backtest_view(found: Backtest, currency: Currency) -> BacktestView:
    """A back-test as JSON."""
    moved = [
        MovedView(application_id=one.application_id, before=one.before, after=one.after, rules=list(one.rules))
        for one in found.moved
    ]
    return BacktestView(
        cases=found.cases,
        before=_side_view(found.before, currency),
        after=_side_view(found.after, currency),
        moved_count=found.moved_count,
        moved=moved,
    )


def _side_view(side: Side, currency: Currency) -> SideView:
    return SideView(
        approve=side.outcomes[Outcome.APPROVE],
        refer=side.outcomes[Outcome.REFER],
        decline=side.outcomes[Outcome.DECLINE],
        approved=Money(side.approved_minor, currency),
        expected_loss=Money(side.expected_loss_minor, currency),
    )


def _signature_view(signature: Signature) -> SignatureView:
    return SignatureView(name=signature.name, at=signature.at)


def _activation_view(one: Activation) -> ActivationView:
    ordered = _signature_view(one.ordered)
    return ActivationView(version=one.version, effective_at=one.effective_at, ordered=ordered, reason=one.reason)


def _input_views() -> list[InputView]:
    meanings = {known.name: known.meaning for known in DEFINITIONS} | {POINTS: _POINTS_MEAN}
    return [
        InputView(name=name, meaning=meanings[name], low=span.low, high=span.high) for name, span in ranges().items()
    ]


def _check_view(check: TableCheck) -> TableCheckView:
    return TableCheckView(
        complete=check.complete,
        holes=[dict(hole) for hole in check.holes],
        never_applies=[_oddity_view(one) for one in check.never_applies],
        never_decides=[_oddity_view(one) for one in check.never_decides],
        says_nothing_new=[_oddity_view(one) for one in check.says_nothing_new],
    )


def _oddity_view(one: Oddity) -> OddityView:
    return OddityView(rule=one.rule, because=list(one.because))


def _change_view(one: RuleChange) -> RuleChangeView:
    return RuleChangeView(rule=one.rule, kind=one.kind, before=one.before, after=one.after, fields=list(one.fields))


def _result_view(one: CaseResult) -> CaseResultView:
    return CaseResultView(
        **case_view(one.case).model_dump(), outcome=one.outcome, rules=list(one.rules), passes=one.passes
    )
