"""People and their bank accounts; everything that names somebody is ciphertext (`*_sealed`) or a blind index."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, SmallInteger, String, Table, Uuid

from loanwright.infra.tables import id_column, instant, metadata

party = Table(
    "party",
    metadata,
    id_column(),
    Column("name_sealed", LargeBinary, nullable=False),
    Column("name_index", LargeBinary, nullable=False, index=True),
    Column("id_number_sealed", LargeBinary, nullable=False),
    Column("id_number_index", LargeBinary, nullable=False, index=True),
    Column("phone_sealed", LargeBinary, nullable=False),
    Column("phone_index", LargeBinary, nullable=False, index=True),
    Column("language", String(5), nullable=False),
    instant("entered"),
)

party_account = Table(
    "party_account",
    metadata,
    Column("party_id", Uuid, ForeignKey("party.id"), primary_key=True),
    Column("sequence", SmallInteger, primary_key=True),
    Column("bank", String(80), nullable=False),
    Column("number_sealed", LargeBinary, nullable=False),
    Column("number_index", LargeBinary, nullable=False, index=True),
    Column("holder_sealed", LargeBinary, nullable=False),
    instant("added"),
)
