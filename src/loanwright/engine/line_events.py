"""What happens to a revolving line: facts that `replay_line` folds in the order of `(effective_on, sequence)`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The borrower took `amount` out of the line."""

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidIn:
    """Money came in: it pays what is due, then principal, then interest that is not due yet; the rest is credit."""

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChanged:
    """Another limit; below what is drawn it only forbids further draws."""

    sequence: int
    effective_on: date
    limit: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """No draws until `Unfrozen`; interest and dues run on."""

    sequence: int
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfrozen:
    """Draws are possible again."""

    sequence: int
    effective_on: date


LineEvent = Drawn | PaidIn | LimitChanged | Frozen | Unfrozen
