"""Who did something, as colleagues read it."""

from __future__ import annotations

from pydantic import BaseModel


class ActorView(BaseModel):
    """`kind` is `staff`, `borrower` or `system`; staff have a name."""

    kind: str
    name: str | None
