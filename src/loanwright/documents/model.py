"""Documents and what may be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document besides its bytes.

    `kind` is a word of the domain that archives it (``loan-contract``); `subject` and `subject_id` what it is about.
    With a `party_id` that borrower may see it; without one only staff may.
    """

    kind: str
    subject: str
    subject_id: UUID
    file_name: str
    party_id: UUID | None = None
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Document:
    """An archived document."""

    id: UUID
    facts: DocumentFacts
    sha256: bytes
    size: int
    archived_at: datetime

    @property
    def key(self) -> str:
        """Where the store keeps the bytes."""
        return key_of(self.sha256)


def key_of(sha256: bytes) -> str:
    """The store's key of a hash: spread over 256 folders, so that none grows too large to list."""
    name = sha256.hex()
    return f"sha256/{name[:2]}/{name}"


class DamageKind(StrEnum):
    """What can have happened to stored bytes."""

    MISSING = "missing"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Damage:
    """A document whose bytes are not what was archived."""

    document_id: UUID
    kind: DamageKind


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What the check of the whole archive found."""

    checked: int
    damages: tuple[Damage, ...]


class BytesMissing(Exception):
    """The store has nothing under this key."""


class DocumentStore(Protocol):
    """Where bytes lie. Content under a key never changes, so writing it again is harmless."""

    def put(self, key: str, content: bytes) -> None:
        """Store `content`, whole or not at all."""

    def get(self, key: str) -> bytes:
        """The bytes under `key`.

        Raises:
            BytesMissing
        """
