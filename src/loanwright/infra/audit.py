"""One audit record per command, in hash chains that anyone may recompute.

Each record is canonical JSON; its hash is SHA-256 over the previous hash of its lane and the record's bytes. A single
chain would make every command wait for every other, so subjects are spread over 64 lanes; a lane's head is locked only
for the last statement before the commit. Removing, changing or inserting a record anywhere breaks its lane.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from loanwright.infra.tables import audit_lane, audit_record

LANES = 64
GENESIS = hashlib.sha256(b"Loanwright audit chain").digest()

_APPEND = text(
    """
    WITH head AS (
        UPDATE audit_lane SET seq = seq + 1, hash = sha256(hash || convert_to(:record, 'UTF8'))
        WHERE lane = :lane RETURNING lane, seq, hash
    )
    INSERT INTO audit_record (lane, seq, subject_id, record, hash)
    SELECT lane, seq, :subject_id, :record, hash FROM head
    """
)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Who did what to which thing, when; `detail` holds no personal data."""

    at: datetime
    command_id: UUID
    actor: str
    command: str
    subject: str
    subject_id: UUID
    detail: dict[str, str | int | None]
    events: list[str]

    @property
    def canonical(self) -> str:
        """The JSON text that is hashed: sorted keys, no spaces."""
        fields = {
            "at": self.at.isoformat(),
            "command_id": str(self.command_id),
            "actor": self.actor,
            "command": self.command,
            "subject": self.subject,
            "subject_id": str(self.subject_id),
            "detail": self.detail,
            "events": self.events,
        }
        return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def append(connection: Connection, record: AuditRecord) -> None:
    """Chain `record` to its lane; call last, so the lane is locked for the commit only."""
    lane = record.subject_id.int % LANES
    connection.execute(_APPEND, {"lane": lane, "record": record.canonical, "subject_id": record.subject_id})


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first record of a lane that does not follow from the one before it."""

    lane: int
    seq: int
    why: str


def verify_chain(connection: Connection) -> Iterator[BrokenLink]:
    """Recompute every lane from its beginning; yields the first break of each broken lane."""
    heads = {row.lane: (row.seq, bytes(row.hash)) for row in connection.execute(select(audit_lane))}
    for lane, (last, head) in heads.items():
        broken = _first_break(connection, lane, last, head)
        if broken:
            yield broken


def _first_break(connection: Connection, lane: int, last: int, head: bytes) -> BrokenLink | None:
    previous, expected = GENESIS, 1
    columns = (audit_record.c.seq, audit_record.c.record, audit_record.c.hash)
    rows = connection.execute(select(*columns).where(audit_record.c.lane == lane).order_by(audit_record.c.seq))
    for seq, record, stored in rows:
        if seq != expected:
            return BrokenLink(lane, expected, "missing")
        previous = hashlib.sha256(previous + record.encode()).digest()
        if previous != bytes(stored):
            return BrokenLink(lane, seq, "altered")
        expected += 1
    if (expected - 1, previous) != (last, head):
        return BrokenLink(lane, expected, "the end is missing")
    return None


def history(connection: Connection, subject_id: UUID) -> list[dict[str, object]]:
    """All audit records of one subject, oldest first, as dictionaries."""
    rows = connection.scalars(select(audit_record.c.record).where(audit_record.c.subject_id == subject_id))
    return sorted((json.loads(record) for record in rows), key=lambda record: str(record["at"]))
