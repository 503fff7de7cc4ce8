"""Templates, notices and short messages as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Delivery(StrEnum):
    """Whether a notice went to the phone as well."""

    NOT_ASKED = "not_asked"  # the template is for the app only
    PENDING = "pending"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"  # no phone is known, or the gateway will not take it


@dataclass(frozen=True, slots=True)
class Wording:
    """A template in one language."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """One thing we may say: its placeholders are the same in every language."""

    name: str
    placeholders: frozenset[str]
    by_phone: bool
    wordings: dict[str, Wording]


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person was told. `values` fill the template's placeholders."""

    id: UUID
    party_id: UUID
    template: str
    language: str
    values: dict[str, str]
    delivery: Delivery
    told_at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """A text for a phone; `message_id` is the same however often it is handed to the gateway."""

    message_id: str
    phone: str
    text: str
