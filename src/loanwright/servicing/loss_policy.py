"""Where money recovered after a write-off goes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from loanwright.engine.api import AllocationOrder, Component, Waterfall


class Recoveries(StrEnum):
    """What money recovered of principal written off adds to."""

    ALLOWANCE = "allowance"
    INCOME = "income"


@dataclass(frozen=True, slots=True)
class LossPolicy:
    """The institution's parameters; `recovery` says what money pays first after a write-off."""

    recoveries: Recoveries
    recovery: Waterfall


@cache
def loss_policy() -> LossPolicy:
    """The parameters of `loss_policy.toml`.

    Raises:
        KeyError, ValueError: one is missing or not what it may be.
    """
    document = tomllib.loads(files(__package__).joinpath("loss_policy.toml").read_text("utf-8"))
    first = tuple(Component(one) for one in document["recovery_order"])
    return LossPolicy(
        recoveries=Recoveries(document["recoveries"]),
        recovery=Waterfall(first, AllocationOrder.BY_COMPONENT),
    )
