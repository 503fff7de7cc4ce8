"""What a draft would have decided on past cases, beside what was decided. Pure.

Expected loss is the sum of amount x probability of bad over what the system approves, everything lost when bad: the
scorecard's probability is relative to its training sample, so compare the two figures, don't read one alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from uuid import UUID

from loanwright.decisioning.model import Case, Outcome, Verdict
from loanwright.decisioning.policy import Policy
from loanwright.decisioning.rules import judge
from loanwright.decisioning.scoring import ScoringModel

_MOVED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision by the system: what it was made from, and what it was."""

    application_id: UUID
    case: Case
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that comes out otherwise, and the rules that now apply."""

    application_id: UUID
    before: Outcome
    after: Outcome
    rules: tuple[int, ...]


@dataclass(slots=True)
class Side:
    """One policy's result: how many came out how, what was approved and what of it is expected to be lost (minor)."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    approved_minor: int = 0
    _loss: Decimal = Decimal(0)

    def add(self, case: Case, verdict: Verdict) -> None:
        """Count one decision."""
        self.outcomes[verdict.outcome] += 1
        if verdict.outcome is Outcome.APPROVE:
            amount = min(case.wish.amount, verdict.granted.amount) if verdict.granted else case.wish.amount
            self.approved_minor += amount.minor
            self._loss += amount.minor * verdict.score.probability_of_bad

    @property
    def expected_loss_minor(self) -> int:
        """Rounded to the minor unit."""
        return int(self._loss.to_integral_value(ROUND_HALF_EVEN))


@dataclass(frozen=True, slots=True)
class Backtest:
    """Both sides over the same cases, and who changes side: all are counted, the first are listed."""

    cases: int
    before: Side
    after: Side
    moved_count: int
    moved: tuple[Moved, ...]


def backtest(policy: Policy, model: ScoringModel, past: Iterable[PastDecision]) -> Backtest:
    """Decide past cases again under `policy`, with the model it names."""
    before, after, moved, count = Side(), Side(), [], 0
    for decision in past:
        count += 1
        verdict = judge(decision.case, policy, model)
        before.add(decision.case, decision.verdict)
        after.add(decision.case, verdict)
        if verdict.outcome is not decision.verdict.outcome:
            rules = tuple(hit.rule for hit in verdict.hits)
            moved.append(Moved(decision.application_id, decision.verdict.outcome, verdict.outcome, rules))
    return Backtest(count, before, after, len(moved), tuple(moved[:_MOVED_SHOWN]))
