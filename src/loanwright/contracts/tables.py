"""Tables of contracts."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Numeric, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from loanwright.infra.tables import day, id_column, instant, metadata, money

contract = Table(
    "contract",
    metadata,
    id_column(),
    Column("application_id", Uuid, nullable=False, index=True),
    Column("party_id", Uuid, nullable=False, index=True),
    Column("number", String(20), nullable=False, index=True),
    Column("status", String(12), nullable=False),
    Column("sheet", LargeBinary, nullable=False),  # encrypted JSON: it names people
    Column("terms", JSONB, nullable=False),
    money("principal"),
    Column("currency", String(3), nullable=False),
    Column("periods", Integer, nullable=False),
    day("first_due"),
    Column("annual_rate_simple", Numeric(12, 8), nullable=False),
    Column("annual_rate_compound", Numeric(12, 8), nullable=False),
    money("total_interest"),
    money("total_fees"),
    Column("document_id", Uuid, nullable=False),
    Column("signed_document_id", Uuid),
    instant("prepared"),
    instant("opened", nullable=True),
    instant("signed", nullable=True),
)

contract_evidence = Table(
    "contract_evidence",
    metadata,
    Column("contract_id", Uuid, ForeignKey("contract.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("party_id", Uuid, nullable=False),
    Column("kind", String(20), nullable=False),
    instant("happened"),
    Column("detail", JSONB, nullable=False),
)

contract_identity = Table(
    "contract_identity",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("certificate", LargeBinary, nullable=False),  # DER
    Column("private_key", LargeBinary, nullable=False),  # encrypted PEM
    instant("created"),
)
