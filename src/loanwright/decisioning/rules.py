"""From a case to a verdict: features, points, policy. Pure: the same case always gives the same verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import TypeAdapter

from loanwright.decisioning.features import FEATURES_VERSION, features_of, full_years
from loanwright.decisioning.granting import TOO_LITTLE, granted, settled
from loanwright.decisioning.model import (
    ApplicantAnswers,
    AttributePoints,
    Case,
    DecidedBy,
    Decision,
    Eligible,
    Outcome,
    ProductLimits,
    Reason,
    ReportStatus,
    RuleHit,
    Score,
    Verdict,
    Versions,
)
from loanwright.decisioning.policy import Policy, consult, terms_for
from loanwright.decisioning.scoring import ScoringModel, scored
from loanwright.engine.api import Method, Schedule
from loanwright.kernel.money import Money, total
from loanwright.kernel.refusals import Refusal
from loanwright.products.api import is_monthly

_SCORE_REASONS = 3  # how many of the features that cost most are told to the applicant
_SCORE_RULES = frozenset({"score-too-low", "score-between"})
_SHORTEST_NOTE = 4
_INQUIRIES_AT_MOST = 3  # then the application goes on without a report, to a person


class DecisionNotFound(Refusal):
    """Nothing has been decided on this application yet."""


class DecisionAlreadyMade(Refusal):
    """A person has decided, or the system approved: there is nothing left to decide."""


class DecisionReasonMissing(Refusal):
    """A person's decision needs a reason in words."""


class ReferNotPossible(Refusal):
    """A person decides; only the system refers."""


class BindingRuleApplies(Refusal):
    """A rule that nobody may decide against (law, product limits) applies to this case."""


_CASE = TypeAdapter(Case)
_VERDICT = TypeAdapter(Verdict)


def judge(case: Case, policy: Policy, model: ScoringModel) -> Verdict:
    """The system's verdict on a case under a policy, with the model the policy names.

    Raises:
        FeatureNotScored: the answers hold a value the policy's scorecard does not know.
    """
    features = features_of(case)
    points = scored(model, features)
    answer = consult(policy, features, points.total)
    allowed = granted(case, terms_for(policy, features, points.total))
    outcome = settled(answer.outcome, case, allowed)
    return Verdict(
        outcome=outcome,
        reasons=_reasons(outcome, answer.hits, points) if outcome is answer.outcome else (TOO_LITTLE,),
        features=features,
        score=points,
        hits=answer.hits,
        trace=answer.trace,
        versions=Versions(FEATURES_VERSION, policy.scorecard, policy.label),
        granted=allowed,
    )


def eligibility(answers: ApplicantAnswers, limits: ProductLimits, on: date, months: int) -> Eligible:
    """Whether a product with these limits is for this person, on a day, for a loan of so many months."""
    maturity = on.year * 12 + on.month - 1 + months
    matures_on = date(maturity // 12, maturity % 12 + 1, min(on.day, 28))
    return Eligible(
        age_margin_years=full_years(answers.born_on, on) - limits.minimum_age,
        maturity_margin_years=limits.maximum_age_at_maturity - full_years(answers.born_on, matures_on),
        region_served=not limits.regions or answers.region.startswith(limits.regions),
        purpose_served=answers.purpose in limits.purposes,
    )


def monthly_burden(plan: Schedule, months: int) -> Money:
    """What the loan asks of an income each month.

    Where principal is paid in monthly parts that is the largest installment; where it is paid at the end, or in another
    rhythm, what must be put aside each month to have everything together by then.
    """
    if is_monthly(plan.terms) and plan.terms.method in (Method.EQUAL_INSTALLMENTS, Method.EQUAL_PRINCIPAL):
        return max(row.total for row in plan.installments)
    everything = total((row.total for row in plan.installments), plan.currency)
    return Money(-(-everything.minor // months), plan.currency)


def is_settled(statuses: Sequence[ReportStatus]) -> bool:
    """Whether inquiries that ended so leave nothing to try again: a usable answer, or errors enough."""
    return bool(statuses) and (statuses[-1] is not ReportStatus.ERROR or len(statuses) >= _INQUIRIES_AT_MOST)


def check_person_may_decide(latest: Decision, outcome: Outcome, note: str) -> None:
    """Whether a member of staff may decide so, after the latest decision on the application.

    Raises:
        DecisionAlreadyMade, ReferNotPossible, DecisionReasonMissing, BindingRuleApplies.
    """
    if latest.decided_by is DecidedBy.STAFF or latest.outcome is Outcome.APPROVE:
        raise DecisionAlreadyMade()
    if outcome is Outcome.REFER:
        raise ReferNotPossible()
    if len(note.strip()) < _SHORTEST_NOTE:
        raise DecisionReasonMissing(shortest=_SHORTEST_NOTE)
    binding = [hit for hit in latest.verdict.hits if hit.binding] if latest.verdict else []
    if outcome is Outcome.APPROVE and binding:
        raise BindingRuleApplies(rule=binding[0].reason.code)


def case_to_json(case: Case) -> str:
    """A case as it is stored, sealed, beside the decision."""
    return _CASE.dump_json(case).decode()


def case_from_json(text: str) -> Case:
    """The case again."""
    return _CASE.validate_json(text)


def verdict_to_json(verdict: Verdict) -> str:
    """A verdict as it is stored: without what it does not say, so that one made before a field existed stays equal."""
    return _VERDICT.dump_json(verdict, exclude_defaults=True).decode()


def verdict_from_json(text: str) -> Verdict:
    """The verdict again."""
    return _VERDICT.validate_json(text)


def _reasons(outcome: Outcome, hits: tuple[RuleHit, ...], points: Score) -> tuple[Reason, ...]:
    """The reasons of the rules that led to the outcome; a score is explained by the features that cost most."""
    deciding = [hit.reason for hit in hits if hit.outcome is outcome]
    if not any(reason.code in _SCORE_RULES for reason in deciding):
        return tuple(deciding)
    return (*deciding, *(attribute.reason for attribute in _costliest(points)))


def _costliest(points: Score) -> list[AttributePoints]:
    short = [attribute for attribute in points.attributes if attribute.points < attribute.points_best]
    return sorted(short, key=lambda attribute: attribute.points - attribute.points_best)[:_SCORE_REASONS]
