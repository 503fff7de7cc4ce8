"""What a browser may send about how a form was filled in: times and counts, each bounded, and nothing else."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from loanwright.fraud import api as fraud

_Day = Annotated[int, Field(ge=0, le=86_400_000)]
_Count = Annotated[int, Field(ge=0, le=100_000)]
_KeyTime = Annotated[int | None, Field(ge=0, le=60_000)]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ObservationConsent(_Body):
    """The wording agreed to."""

    wording_version: int


class ObservationPermitted(BaseModel):
    """What was agreed to is on record."""

    wording_version: int


class FieldMeasured(_Body):
    """One field: time in it, keys, corrections, pastes; medians of key times, if there were enough keys."""

    field: _Name
    milliseconds: _Day
    keys: _Count
    corrections: _Count
    pastes: _Count
    hold_ms: _KeyTime = None
    gap_ms: _KeyTime = None
    gap_spread_ms: _KeyTime = None


class FormMeasured(_Body):
    """The whole form. `browser` is a hash of the browser's kind, screen, languages and time zone."""

    fields: list[FieldMeasured] = Field(max_length=20)
    path: list[_Name] = Field(max_length=200)
    milliseconds: _Day
    times_away: _Count
    browser: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""

    def to_command(self, device: str, ip: str) -> fraud.Measured:
        """The same as a command."""
        fields = tuple(fraud.FieldTyping(**each.model_dump()) for each in self.fields)
        form = fraud.FormBehaviour(fields, tuple(self.path), self.milliseconds, self.times_away)
        return fraud.Measured(form, device, self.browser, ip)


class ObservationKept(BaseModel):
    """How many fields were measured."""

    fields: int
