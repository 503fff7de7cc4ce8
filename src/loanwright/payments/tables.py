"""Tables of payments. Beneficiaries, payers and the bank's messages name people: sealed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from loanwright.infra.tables import day, id_column, instant, metadata, money

payment_order = Table(
    "payment_order",
    metadata,
    id_column(),
    Column("purpose", String(40), nullable=False),
    Column("subject_id", Uuid, nullable=False),
    money("amount"),
    Column("currency", String(3), nullable=False),
    Column("beneficiary_sealed", LargeBinary, nullable=False),
    Column("text", String(140), nullable=False),
    day("execute"),
    instant("ordered"),
    Column("state", String(10), nullable=False),
    instant("changed"),
    Column("attempts", Integer, nullable=False),
    day("settled", nullable=True),
    Column("bank_reference", String(35), nullable=False),
    Column("reason", String(40), nullable=False),
    Index("ix_payment_order_subject", "subject_id", "purpose"),
    Index(
        "ix_payment_order_in_flight",
        "changed_at",
        postgresql_where=text("state IN ('created', 'unknown', 'sent', 'accepted')"),
    ),
)

payment_step = Table(
    "payment_step",
    metadata,
    Column("order_id", Uuid, ForeignKey("payment_order.id"), primary_key=True),
    Column("seq", SmallInteger, primary_key=True),
    Column("state", String(10), nullable=False),
    instant("reached"),
    Column("source", String(20), nullable=False),
    Column("reason", String(40), nullable=False),
)

payment_request = Table(
    "payment_request",
    metadata,
    id_column(),
    Column("purpose", String(40), nullable=False),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("party_id", Uuid),
    Column("reference", String(35), nullable=False, index=True),
    money("amount"),
    money("received"),
    Column("currency", String(3), nullable=False),
    Column("payee_name", String(140), nullable=False),
    Column("payee_account", String(34), nullable=False),
    Column("pay_url", String(1000), nullable=False),
    instant("requested"),
)

payment_receipt = Table(
    "payment_receipt",
    metadata,
    id_column(),
    Column("account", String(34), nullable=False),
    Column("bank_reference", String(70), nullable=False),
    money("amount"),
    Column("currency", String(3), nullable=False),
    day("booked"),
    Column("reference", String(35), nullable=False),
    Column("request_id", Uuid, index=True),
    Column("payer_sealed", LargeBinary, nullable=False),
    instant("received"),
)

bank_entry = Table(
    "bank_entry",
    metadata,
    Column("account", String(34), primary_key=True),
    Column("bank_reference", String(70), primary_key=True),
    money("amount"),  # money in positive, money out negative
    day("booked"),
    Column("order_id", Uuid, index=True),
    Column("receipt_id", Uuid),
    Column("message_id", Uuid, nullable=False),
    instant("processed"),
    Index("ix_bank_entry_booked", "account", "booked_on"),
)

bank_message = Table(
    "bank_message",
    metadata,
    id_column(),  # the first half of the SHA-256 of the document: the same message twice is one row
    Column("kind", String(40), nullable=False),
    Column("document_sealed", LargeBinary, nullable=False),
    Column("warnings", ARRAY(String), nullable=False),
    Column("is_readable", Boolean, nullable=False),
    instant("received"),
)

bank_statement = Table(
    "bank_statement",
    metadata,
    Column("account", String(34), primary_key=True),
    day("booked", primary_key=True),
    Column("statement_id", String(35), nullable=False),
    money("opening"),
    money("closing"),
    Column("currency", String(3), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("findings", ARRAY(String), nullable=False),
    instant("received"),
)

bank_channel = Table(
    "bank_channel",
    metadata,
    Column("account", String(34), primary_key=True),
    Column("cursor", BigInteger, nullable=False),
    Column("is_nudged", Boolean, nullable=False),
)
