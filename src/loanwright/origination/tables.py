"""Applications, their drafts, their history and their offers.

Children are keyed by the application, so everything about one application lives on one shard. A person's answers are
one ciphertext. `application_stage` is append-only.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from loanwright.infra.tables import day, id_column, instant, metadata, money

application = Table(
    "application",
    metadata,
    id_column(),
    Column("party_id", Uuid, nullable=False, index=True),
    Column("product_code", String(40), nullable=False),
    Column("product_version", SmallInteger, nullable=False),
    money("amount"),
    Column("currency", String(3), nullable=False),
    Column("periods", SmallInteger, nullable=False),
    Column("method", String(30), nullable=False),
    Column("purpose", String(20), nullable=False),
    instant("started"),
    Column("stage", String(20), nullable=False),
    Column("standing", String(12), nullable=False),
    instant("stage_entered"),
    instant("stage_due"),
    Column("moves", SmallInteger, nullable=False),
    Column("flags", JSONB, nullable=False),
    Column("trouble", String(200), nullable=True),
    Column("claimed_by", Uuid, nullable=True),
    Column("claimed_by_name", String(80), nullable=True),
    instant("claimed", nullable=True),
    instant("review_requested", nullable=True),
    Column("review_words_sealed", LargeBinary, nullable=True),
    instant("submitted", nullable=True),
    instant("identity_checked", nullable=True),
    Column("consent_id", Uuid, nullable=True),
    instant("report_settled", nullable=True),
    instant("scored", nullable=True),
    Column("decision_id", Uuid, nullable=True),
    instant("approved", nullable=True),
    instant("offer_accepted", nullable=True),
    Column("contract_id", Uuid, nullable=True),
    instant("contract_signed", nullable=True),
    Column("loan_id", Uuid, nullable=True),
    day("disbursed", nullable=True),
    Index("ix_application_queue", "standing", "stage", "stage_due_at"),
)

application_draft = Table(
    "application_draft",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("party_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("answers_sealed", LargeBinary, nullable=False),
    instant("saved"),
)

application_stage = Table(
    "application_stage",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("sequence", SmallInteger, primary_key=True),
    Column("stage", String(20), nullable=False),
    Column("exit", String(12), nullable=False),
    Column("goal", String(20), nullable=False),
    instant("left"),
    Column("actor", String(12), nullable=False),
    Column("actor_id", Uuid, nullable=True),
    Column("reason", Text, nullable=True),
)

# An offer is about one decision, and the database itself holds that this decision approved: `decision_outcome` can only
# say "approve", and the foreign key finds no such row unless decisioning wrote exactly that.
offer = Table(
    "offer",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("party_id", Uuid, nullable=False),
    Column("decision_id", Uuid, nullable=False),
    Column("decision_outcome", String(10), nullable=False),
    Column("terms", JSONB, nullable=False),
    instant("made"),
    instant("expires"),
    instant("accepted", nullable=True),
    CheckConstraint("decision_outcome = 'approve'", name="approved"),
    ForeignKeyConstraint(
        ["application_id", "decision_id", "decision_outcome"],
        ["decision.application_id", "decision.id", "decision.outcome"],
        name="fk_offer_approving_decision",
    ),
)

partner_intake = Table(
    "partner_intake",
    metadata,
    Column("partner_id", Uuid, primary_key=True),
    Column("key", String(200), primary_key=True),  # the partner's Idempotency-Key
    Column("id", Uuid, nullable=False, index=True),  # and the application's, once it is taken in
    Column("request_hash", LargeBinary, nullable=False),
    Column("reference", String(80), nullable=False),
    Column("told_sealed", LargeBinary),  # gone once the application holds it
    Column("standing", String(10), nullable=False),
    Column("refusal", String(80)),
    Column("refusal_params", JSONB),
    instant("received"),
)
