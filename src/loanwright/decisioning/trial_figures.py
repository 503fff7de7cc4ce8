"""What a trial has shown so far, and whether that could be chance. Pure.

Between arms, different people: two proportions, with the pooled z-test and Newcombe's interval from Wilson's (Newcombe,
*Statistics in Medicine* 17, 1998, method 10). On the same people, both verdicts: McNemar's exact test on those who
change side.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from loanwright.decisioning.model import Outcome
from loanwright.decisioning.trials import Arm, TrialDecision

_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class ArmFigures:
    """How applications on one side came out."""

    applications: int
    outcomes: dict[Outcome, int]

    @property
    def approved(self) -> int:
        """How many were approved by the system."""
        return self.outcomes.get(Outcome.APPROVE, 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """The second share less the first, its 95 % interval, and how likely chance alone shows as much."""

    value: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class TrialFigures:
    """`arms`: what was acted on, by side. `champion_says`, `challenger_says`: both verdicts on all that were watched.

    `between_arms` is None while a side is empty. `lost` and `won` would be approved by the champion alone and by the
    challenger alone; `p_value_same_people` is McNemar's.
    """

    arms: dict[Arm, ArmFigures]
    between_arms: Difference | None
    champion_says: ArmFigures
    challenger_says: ArmFigures
    lost: int
    won: int
    p_value_same_people: float


def figures_of(decisions: Iterable[TrialDecision]) -> TrialFigures:
    """A trial in figures."""
    found = list(decisions)
    arms = {arm: _figures(one.acted for one in found if one.arm is arm) for arm in Arm}
    pairs = [(one.acted, one.other) if one.arm is Arm.CHAMPION else (one.other, one.acted) for one in found]
    approved = [(champion is Outcome.APPROVE, challenger is Outcome.APPROVE) for champion, challenger in pairs]
    lost, won = approved.count((True, False)), approved.count((False, True))
    return TrialFigures(
        arms=arms,
        between_arms=_between(arms[Arm.CHAMPION], arms[Arm.CHALLENGER]),
        champion_says=_figures(champion for champion, _ in pairs),
        challenger_says=_figures(challenger for _, challenger in pairs),
        lost=lost,
        won=won,
        p_value_same_people=mcnemar(lost, won),
    )


def difference(successes: tuple[int, int], trials: tuple[int, int]) -> Difference:
    """Of two independent shares; each needs at least one trial."""
    first, second = (successes[k] / trials[k] for k in (0, 1))
    (low1, high1), (low2, high2) = (_wilson(successes[k], trials[k]) for k in (0, 1))
    value = second - first
    low = value - math.hypot(second - low2, high1 - first)
    high = value + math.hypot(high2 - second, first - low1)
    pooled = sum(successes) / sum(trials)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / trials[0] + 1 / trials[1]))
    return Difference(value, low, high, math.erfc(abs(value) / spread / math.sqrt(2)) if spread else 1.0)


def mcnemar(only_first: int, only_second: int) -> float:
    """The exact two-sided p-value that as many change side one way as the other."""
    changed, fewer = only_first + only_second, min(only_first, only_second)
    tail = sum(math.comb(changed, k) for k in range(fewer + 1))
    return min(1.0, math.ldexp(tail, 1 - changed))


def _between(champion: ArmFigures, challenger: ArmFigures) -> Difference | None:
    if not champion.applications or not challenger.applications:
        return None
    return difference((champion.approved, challenger.approved), (champion.applications, challenger.applications))


def _figures(outcomes: Iterable[Outcome]) -> ArmFigures:
    counted = Counter(outcomes)
    return ArmFigures(counted.total(), dict(counted))


def _wilson(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's score interval (1927)."""
    share, z2 = successes / trials, _Z95 * _Z95
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z95 / (1 + z2 / trials) * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)
