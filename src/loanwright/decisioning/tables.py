"""Inquiries and decisions: append-only, keyed by the application they belong to."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, SmallInteger, String, Table, Text, UniqueConstraint, Uuid
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
