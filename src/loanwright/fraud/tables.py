"""Links, groups and verdicts; what was measured of forms, and what is usual.

No value is readable: `value` is a blind index, hints are sealed.

`link` and `ring_verdict` are append-only. Groups are kept as a union-find forest that is always flat: a member names
its root, and joining two groups rewrites the smaller one's members (so nobody is rewritten more than log2(n) times).
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, SmallInteger, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import CIDR, JSONB

from loanwright.infra.tables import day, id_column, instant, metadata

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

# Written by the borrower's own browser, with consent: row-level security keeps it to their own party.
observation = Table(
    "fraud_observation",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("party_id", Uuid, nullable=False, index=True),
    Column("device_sealed", LargeBinary, nullable=False),
    Column("browser", String(64), nullable=False),
    Column("ip_index", LargeBinary, nullable=False),
    Column("network", JSONB, nullable=True),
    Column("figures", JSONB, nullable=False),
    instant("observed"),
    instant("counted", nullable=True),
    Index("ix_fraud_observation_ip_index_observed_at", "ip_index", "observed_at"),
    Index("ix_fraud_observation_uncounted", "observed_at", postgresql_where=text("counted_at IS NULL")),
)

population_bin = Table(
    "fraud_population_bin",
    metadata,
    Column("figure", String(30), primary_key=True),
    Column("bin", SmallInteger, primary_key=True),
    Column("forms", Integer, nullable=False),
)

network = Table(
    "fraud_network",
    metadata,
    Column("network", CIDR, primary_key=True),
    Column("source", String(80), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("country", String(2), nullable=False),
    Index("ix_fraud_network_network", "network", postgresql_using="gist", postgresql_ops={"network": "inet_ops"}),
)

examination = Table(
    "fraud_examination",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("party_id", Uuid, nullable=False),
    Column("findings", JSONB, nullable=False),
    Column("signals", JSONB, nullable=False),
    Column("deviations", JSONB, nullable=False),
    instant("examined"),
)

list_entry = Table(
    "fraud_list_entry",
    metadata,
    id_column(),
    Column("list", String(5), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("value", LargeBinary, nullable=False, index=True),
    Column("hint_sealed", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    day("expires", nullable=True),
    Column("state", String(8), nullable=False),
    Column("added_by", Uuid, nullable=True),
    Column("added_by_name", String(80), nullable=False),
    instant("added"),
    Column("decided_by", Uuid, nullable=True),
    Column("decided_by_name", String(80), nullable=False),
    instant("decided", nullable=True),
    Column("decision_note", Text, nullable=False),
    Index("ix_fraud_list_entry_list_id", "list", "id"),
)
