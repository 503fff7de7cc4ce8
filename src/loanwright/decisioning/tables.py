"""Inquiries and decisions: append-only, keyed by the application they belong to. Policies: small reference tables."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Integer, LargeBinary, SmallInteger, String, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from loanwright.infra.tables import instant, metadata, money

credit_inquiry = Table(
    "credit_inquiry",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("sequence", SmallInteger, primary_key=True),  # one row an attempt
    Column("inquiry_id", Uuid, nullable=False),  # the same for every attempt: the bureau answers and charges once
    Column("party_id", Uuid, nullable=False),
    Column("consent_id", Uuid, nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("status", String(12), nullable=False),
    Column("detail", String(80), nullable=False),
    Column("raw_sealed", LargeBinary, nullable=True),  # the answer as received, encrypted
    Column("raw_hash", LargeBinary, nullable=True),  # SHA-256 of it
    money("fee"),
    instant("answered"),
)

# Offers refer to (application_id, id, outcome) with the outcome "approve": see origination's tables.
decision = Table(
    "decision",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("sequence", SmallInteger, primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("party_id", Uuid, nullable=False),
    Column("decided_by", String(8), nullable=False),
    Column("outcome", String(8), nullable=False),
    Column("reasons", JSONB, nullable=False),
    Column("case_sealed", LargeBinary, nullable=True),  # what it was made from; empty for a person's
    Column("case_hash", LargeBinary, nullable=True),
    Column("verdict", Text, nullable=True),  # exactly as computed, so that computing it again must give the same text
    Column("staff_id", Uuid, nullable=True),
    Column("staff_name", String(80), nullable=False),
    Column("note", Text, nullable=False),
    instant("made"),
    UniqueConstraint("application_id", "id", "outcome", name="uq_decision_outcome"),
)

policy_version = Table(
    "policy_version",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("version", Integer, primary_key=True),  # from 2: version 1 is shipped
    Column("status", String(12), nullable=False),
    Column("document", Text, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("drafted_by", Uuid, nullable=True),
    Column("drafted_by_name", String(80), nullable=False),
    instant("drafted"),
    Column("reviewed_by", Uuid, nullable=True),
    Column("reviewed_by_name", String(80), nullable=False),
    Column("reviewed_at", DateTime(timezone=True), nullable=True),
    Column("review_note", Text, nullable=False),
)

# Append-only. The document's hash is repeated here: what was approved can't be exchanged unnoticed.
policy_activation = Table(
    "policy_activation",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document_sha256", String(64), nullable=False),
    instant("effective"),
    Column("ordered_by", Uuid, nullable=True),
    Column("ordered_by_name", String(80), nullable=False),
    instant("ordered"),
    Column("reason", Text, nullable=False),
)

policy_case = Table(
    "policy_case",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(60), nullable=False),  # the policy's
    Column("title", String(80), nullable=False),
    Column("inputs", JSONB, nullable=False),
    Column("expected", String(8), nullable=False),
    Column("added_by_name", String(80), nullable=False),
    instant("added"),
)

# The artefact never changes; its hash is repeated here, as with policies.
scoring_model = Table(
    "scoring_model",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("status", String(12), nullable=False),
    Column("document", Text, nullable=False),
    Column("document_sha256", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("registered_by", Uuid, nullable=True),
    Column("registered_by_name", String(80), nullable=False),
    instant("registered"),
    Column("reviewed_by", Uuid, nullable=True),
    Column("reviewed_by_name", String(80), nullable=False),
    Column("reviewed_at", DateTime(timezone=True), nullable=True),
    Column("review_note", Text, nullable=False),
)

# A version of a policy tried beside the one in force, on a share of applications.
policy_trial = Table(
    "policy_trial",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(60), nullable=False),  # the policy's
    Column("challenger", Integer, nullable=False),
    Column("mode", String(8), nullable=False),
    Column("share_percent", SmallInteger, nullable=False),
    Column("status", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("proposed_by", Uuid, nullable=True),
    Column("proposed_by_name", String(80), nullable=False),
    instant("proposed"),
    Column("reviewed_by", Uuid, nullable=True),
    Column("reviewed_by_name", String(80), nullable=False),
    Column("reviewed_at", DateTime(timezone=True), nullable=True),
    Column("ended_by", Uuid, nullable=True),
    Column("ended_by_name", String(80), nullable=False),
    Column("ended_at", DateTime(timezone=True), nullable=True),
    Column("end_note", Text, nullable=False),
)

# Append-only: what the other policy would have decided, beside the decision it belongs to.
trial_decision = Table(
    "trial_decision",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("sequence", SmallInteger, primary_key=True),  # of the decision
    Column("party_id", Uuid, nullable=False),
    Column("trial_id", Uuid, nullable=False, index=True),
    Column("arm", String(12), nullable=False),
    Column("acted", String(8), nullable=False),
    Column("other", String(8), nullable=False),
    Column("other_verdict", Text, nullable=False),  # exactly as computed, as in `decision`
)
