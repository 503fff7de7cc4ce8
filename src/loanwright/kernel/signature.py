"""Who put their name to something: the author of a draft, the second person who approved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something, and when; nobody's id stands for the system."""

    by: UUID | None
    name: str
    at: datetime
