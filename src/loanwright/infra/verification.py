"""What `loanwright verify` is made of: every domain proves its own invariants and names what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: which subject, and in what way (no personal data)."""

    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One invariant. `title` says it; `check` yields what breaks it and returns how many things it looked at."""

    name: str
    title_zh: str
    title_en: str
    check: Callable[[UnitOfWork], Generator[Finding, None, int]]
