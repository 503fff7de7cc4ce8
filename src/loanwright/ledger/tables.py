"""Entries and postings. The application's role may SELECT and INSERT, never UPDATE or DELETE (migration 0006)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, SmallInteger, String, Table, Uuid

from loanwright.infra.tables import id_column, instant, metadata, money

ledger_entry = Table(
    "ledger_entry",
    metadata,
    id_column(),
    Column("business_date", Date, nullable=False),
    Column("source", String(80), nullable=False),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("command_id", Uuid, nullable=False),
    instant("recorded"),
)

ledger_posting = Table(
    "ledger_posting",
    metadata,
    Column("entry_id", Uuid, ForeignKey("ledger_entry.id"), primary_key=True),
    Column("seq", SmallInteger, primary_key=True),
    Column("business_date", Date, nullable=False),  # the entry's, repeated so that balances need no join
    Column("debit", String(40), nullable=False),
    Column("credit", String(40), nullable=False),
    money("amount"),
    Column("product", String(40)),
    Column("loan_id", Uuid),
    CheckConstraint("amount_minor > 0", name="positive"),
    CheckConstraint("debit <> credit", name="two_accounts"),
    Index("ix_ledger_posting_debit", "debit", "business_date"),
    Index("ix_ledger_posting_credit", "credit", "business_date"),
    Index("ix_ledger_posting_loan_id", "loan_id", postgresql_where="loan_id IS NOT NULL"),
)
