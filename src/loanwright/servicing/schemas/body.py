"""What every request body of this domain has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """A frozen body in which an unknown field is a mistake, not a guess."""

    model_config = ConfigDict(extra="forbid", frozen=True)
