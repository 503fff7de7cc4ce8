"""How risky a loan is by days past due: one of five classes, an IFRS 9 stage, and what is set aside for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

BASIS_POINTS = 10_000


class RiskClass(StrEnum):
    """贷款五级分类, mildest first; the last three are non-performing."""

    NORMAL = "normal"  # 正常
    SPECIAL_MENTION = "special_mention"  # 关注
    SUBSTANDARD = "substandard"  # 次级
    DOUBTFUL = "doubtful"  # 可疑
    LOSS = "loss"  # 损失


NON_PERFORMING = (RiskClass.SUBSTANDARD, RiskClass.DOUBTFUL, RiskClass.LOSS)
"""不良贷款."""


@dataclass(frozen=True, slots=True)
class RiskPolicy:
    """The institution's parameters.

    `class_from` and `stage_from` give the first day past due of a class or stage, in rising order; `provision_rates`
    are basis points of outstanding principal. A loan does not accrue from `non_accrual_from` days past due on.
    """

    class_from: Mapping[RiskClass, int]
    stage_from: Mapping[int, int]
    provision_rates: Mapping[RiskClass, int]
    non_accrual_from: int

    def __post_init__(self) -> None:
        if set(self.provision_rates) != set(RiskClass) or set(self.class_from) != set(RiskClass) - {RiskClass.NORMAL}:
            raise ValueError("a risk policy names every class")
        ordered = [self.class_from[one] for one in RiskClass if one is not RiskClass.NORMAL]
        if ordered != sorted(ordered) or list(self.stage_from) != [2, 3]:
            raise ValueError("the days of a risk policy rise from class to class")

    def risk_class(self, days_past_due: int) -> RiskClass:
        """The class of a loan that is so many days past due."""
        reached = [one for one in self.class_from if days_past_due >= self.class_from[one]]
        return reached[-1] if reached else RiskClass.NORMAL

    def stage(self, days_past_due: int) -> int:
        """Its IFRS 9 stage: 1, 2 or 3."""
        return max((stage for stage, first in self.stage_from.items() if days_past_due >= first), default=1)

    def provision(self, principal: int, risk_class: RiskClass) -> int:
        """Minor units to be set aside, rounded half up."""
        return (principal * self.provision_rates[risk_class] + BASIS_POINTS // 2) // BASIS_POINTS


def policy_to_json(policy: RiskPolicy) -> dict[str, dict[str, int]]:
    """The policy as a close keeps it."""
    return {
        "class_from": {one.value: first for one, first in policy.class_from.items()},
        "stage_from": {str(stage): first for stage, first in policy.stage_from.items()},
        "provision_rates": {one.value: rate for one, rate in policy.provision_rates.items()},
        "accrual": {"stop": policy.non_accrual_from},
    }


def policy_from_json(form: Mapping[str, Mapping[str, int]]) -> RiskPolicy:
    """`policy_to_json` backwards; one kept before loans stopped to accrue is taken to have stopped them as shipped."""
    stop = form["accrual"]["stop"] if "accrual" in form else risk_policy().non_accrual_from
    return RiskPolicy(
        class_from={one: form["class_from"][one] for one in RiskClass if one is not RiskClass.NORMAL},
        stage_from={stage: form["stage_from"][str(stage)] for stage in (2, 3)},
        provision_rates={one: form["provision_rates"][one] for one in RiskClass},
        non_accrual_from=stop,
    )


@cache
def risk_policy() -> RiskPolicy:
    """The parameters of `risk_policy.toml`.

    Raises:
        ValueError: a class is missing or the days do not rise.
    """
    document = tomllib.loads(files(__package__).joinpath("risk_policy.toml").read_text("utf-8"))
    first = document["from_days_past_due"]
    return RiskPolicy(
        class_from={one: first[one] for one in RiskClass if one is not RiskClass.NORMAL},
        stage_from={int(stage): days for stage, days in document["stage_from_days_past_due"].items()},
        provision_rates={one: document["provision_basis_points"][one] for one in RiskClass},
        non_accrual_from=document["non_accrual_from_days_past_due"],
    )
