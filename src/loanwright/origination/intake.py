"""What a partner sent and we have promised to work on: kept first, taken in by a job afterwards. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from loanwright.kernel.refusals import Refusal


class IntakeUnknown(Refusal):
    """The partner has sent no such application."""


class IntakeStanding(StrEnum):
    """How far an application from a partner has come."""

    WAITING = "waiting"
    TAKEN_IN = "taken_in"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Sent:
    """An application as it came: `told` is its JSON, `key` and `request_hash` make a repetition known."""

    id: UUID
    partner_id: UUID
    key: str
    request_hash: bytes
    reference: str
    told: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of it. `refusal` names why it was not taken in, with the params of that refusal."""

    id: UUID
    partner_id: UUID
    reference: str
    standing: IntakeStanding
    refusal: str | None
    refusal_params: Mapping[str, str]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is kept under a partner's key: of this request, or of an earlier one."""

    id: UUID
    request_hash: bytes
