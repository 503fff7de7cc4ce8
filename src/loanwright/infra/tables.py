"""One `MetaData` for all domains, and the few column shapes they share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column(name: str = "id") -> Column[UUID]:
    """The uuidv7 primary key of an aggregate."""
    return Column(name, Uuid, primary_key=True)


def money(name: str, **options: Any) -> Column[int]:
    """`<name>_minor`: whole minor units; NOT NULL unless told otherwise."""
    return Column(f"{name}_minor", BigInteger, **{"nullable": False, **options})


def instant(name: str, **options: Any) -> Column[Any]:
    """`<name>_at`: a moment in UTC; NOT NULL unless told otherwise."""
    return Column(f"{name}_at", DateTime(timezone=True), **{"nullable": False, **options})


def day(name: str, **options: Any) -> Column[Any]:
    """`<name>_on`: a calendar date; NOT NULL unless told otherwise."""
    return Column(f"{name}_on", Date, **{"nullable": False, **options})


institution = Table(
    "institution",
    metadata,
    Column("id", SmallInteger, primary_key=True),  # always 1: one database, one institution
    Column("name_zh", String(80), nullable=False),
    Column("name_en", String(80), nullable=False),
    Column("registration_number", String(18), nullable=False),
    Column("address", String(200), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("bank_name", String(80), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("time_zone", String(40), nullable=False),
    Column("business_date", Date, nullable=False),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", String(10), nullable=False),  # holiday | workday
    Column("name", String(40), nullable=False),
)

outbox_event = Table(
    "outbox_event",
    metadata,
    id_column(),
    Column("name", String(80), nullable=False),
    Column("payload", JSONB, nullable=False),
    Column("command_id", Uuid, nullable=False),
    instant("occurred"),
)

task_done = Table(
    "task_done",
    metadata,
    Column("message_id", Uuid, primary_key=True),
    Column("task", String(80), primary_key=True),
    instant("done"),
    Index("ix_task_done_done_at", "done_at", postgresql_using="brin"),  # rows come in this order: a few pages suffice
)

dead_letter = Table(
    "dead_letter",
    metadata,
    Column("message_id", Uuid, primary_key=True),
    Column("task", String(80), primary_key=True),
    Column("payload", JSONB, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    instant("failed"),
    instant("retried", nullable=True),
)

idempotency_record = Table(
    "idempotency_record",
    metadata,
    Column("actor", String(64), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("response", LargeBinary, nullable=True),  # encrypted: an answer may hold personal data
    instant("created"),
    Index("ix_idempotency_record_created_at", "created_at", postgresql_using="brin"),
)

audit_lane = Table(
    "audit_lane",
    metadata,
    Column("lane", SmallInteger, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

audit_record = Table(
    "audit_record",
    metadata,
    Column("lane", SmallInteger, ForeignKey("audit_lane.lane"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("record", Text, nullable=False),  # the exact bytes that were hashed: canonical JSON
    Column("hash", LargeBinary, nullable=False),
)
