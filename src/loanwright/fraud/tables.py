"""Links, groups and verdicts. No value is readable: `value` is a blind index, hints are sealed.

`link` and `ring_verdict` are append-only. Groups are kept as a union-find forest that is always flat: a member names
its root, and joining two groups rewrites the smaller one's members (so nobody is rewritten more than log2(n) times).
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, SmallInteger, String, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from loanwright.infra.tables import instant, metadata

link = Table(
    "fraud_link",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("value", LargeBinary, primary_key=True),
    Column("party_id", Uuid, nullable=False, index=True),
    Column("hint_sealed", LargeBinary, nullable=False),
    instant("seen"),
    Index("ix_fraud_link_value_seen_at", "value", "seen_at"),
)

member = Table(
    "fraud_member",
    metadata,
    Column("party_id", Uuid, primary_key=True),
    Column("root_id", Uuid, nullable=False),
    instant("applied"),
    Index("ix_fraud_member_root_id_applied_at", "root_id", "applied_at"),
)

group = Table(
    "fraud_group",
    metadata,
    Column("id", Uuid, primary_key=True),  # its root: the first of its people
    Column("people", Integer, nullable=False),
    Column("points", SmallInteger, nullable=False),
    Column("patterns", JSONB, nullable=False),
    instant("grown"),
    instant("ring_since", nullable=True),
    Index("ix_fraud_group_points_id", "points", "id"),
)

ring_verdict = Table(
    "fraud_ring_verdict",
    metadata,
    Column("ring_id", Uuid, primary_key=True),
    Column("sequence", SmallInteger, primary_key=True),
    Column("verdict", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("points", SmallInteger, nullable=False),
    Column("by_id", Uuid, nullable=True),
    Column("by_name", String(80), nullable=False),
    instant("settled"),
)
