"""What happens to a revolving line alone; money that comes in, goes back or is given up is told as for any loan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """提款: `amount` was paid to the borrower. A fact: whether it fits is asked before it is ordered."""

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChanged:
    """额度变更: another limit, the first one included; below what is drawn it only forbids further draws."""

    sequence: int
    effective_on: date
    limit: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """额度冻结: no draws until `Unfrozen`; interest and dues run on."""

    sequence: int
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfrozen:
    """额度解冻: draws are possible again."""

    sequence: int
    effective_on: date


LineEvent = Drawn | LimitChanged | Frozen | Unfrozen
