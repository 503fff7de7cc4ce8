"""A risk policy in SQL: class, stage and provision of ten thousand loans in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, case, literal

from loanwright.servicing.classification import BASIS_POINTS, RiskClass, RiskPolicy
from loanwright.servicing.repository.accrual import quotient

Number = ColumnElement[Any]

_WORST_FIRST = [one for one in reversed(RiskClass) if one is not RiskClass.NORMAL]


@dataclass(frozen=True, slots=True)
class GivenPolicy:
    """A policy that comes with the statement, under a name of its own; `values` are its parameters."""

    name: str

    def risk_class(self, days: Number) -> Number:
        """`RiskPolicy.risk_class`."""
        whens = [(days >= self._given(f"from_{one}"), literal(one.value)) for one in _WORST_FIRST]
        return case(*whens, else_=literal(RiskClass.NORMAL.value))

    def stage(self, days: Number) -> Number:
        """`RiskPolicy.stage`."""
        whens = ((days >= self._given(f"from_stage_{stage}"), stage) for stage in (3, 2))
        return case(*whens, else_=1)

    def provision(self, principal: Number, days: Number) -> Number:
        """`RiskPolicy.provision` of the class of a loan that is so many days past due."""
        whens = [(days >= self._given(f"from_{one}"), self._given(f"rate_{one}")) for one in _WORST_FIRST]
        rate = case(*whens, else_=self._given(f"rate_{RiskClass.NORMAL}"))
        return quotient(principal * rate + BASIS_POINTS // 2, literal(BASIS_POINTS))

    def values(self, policy: RiskPolicy) -> dict[str, object]:
        """The parameters."""
        figures = {
            **{f"from_{one}": first for one, first in policy.class_from.items()},
            **{f"rate_{one}": rate for one, rate in policy.provision_rates.items()},
            **{f"from_stage_{stage}": first for stage, first in policy.stage_from.items()},
        }
        return {f"{self.name}_{name}": figure for name, figure in figures.items()}

    def _given(self, name: str) -> ColumnElement[int]:
        return bindparam(f"{self.name}_{name}", type_=Integer)
