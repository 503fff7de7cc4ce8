"""Entries and postings, which the application may only insert; charts, manual journals, and what was done to months."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Sequence,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
)

from loanwright.infra.tables import day, id_column, instant, metadata, money

ledger_entry = Table(
    "ledger_entry",
    metadata,
    id_column(),
    Column("business_date", Date, nullable=False),
    day("value"),  # from when it counts; a backdated event is posted later than that
    Column("source", String(80), nullable=False),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("command_id", Uuid, nullable=False),
    instant("recorded"),
    Index("ix_ledger_entry_business_date", "business_date", "id"),
)

ledger_posting = Table(
    "ledger_posting",
    metadata,
    Column("entry_id", Uuid, ForeignKey("ledger_entry.id"), primary_key=True),
    Column("seq", SmallInteger, primary_key=True),
    Column("business_date", Date, nullable=False),  # the entry's, repeated so that balances need no join
    Column("debit", String(40), nullable=False),  # account codes of the chart
    Column("credit", String(40), nullable=False),
    money("amount"),
    Column("product", String(40)),
    Column("loan_id", Uuid),
    CheckConstraint("amount_minor > 0", name="positive"),
    CheckConstraint("debit <> credit", name="two_accounts"),
    Index("ix_ledger_posting_debit", "debit", "business_date"),
    Index("ix_ledger_posting_credit", "credit", "business_date"),
    Index("ix_ledger_posting_business_date", "business_date", postgresql_using="brin"),  # rows come in this order
    Index("ix_ledger_posting_loan_id", "loan_id", postgresql_where="loan_id IS NOT NULL"),
)

ledger_turnover = Table(
    "ledger_turnover",  # the postings of each day before the open one, in sums: balances need not read every posting
    metadata,
    Column("business_date", Date, primary_key=True),
    Column("debit", String(40), primary_key=True),
    Column("credit", String(40), primary_key=True),
    Column("product", String(40), primary_key=True),  # "" for none
    money("amount"),
)

chart_version = Table(
    "chart_version",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("effective_from", Date, nullable=False),
    Column("document", Text, nullable=False),
    Column("document_hash", LargeBinary, nullable=False),  # SHA-256 of the document's UTF-8 bytes
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("drafted_by", Uuid),
    Column("drafted_by_name", String(80), nullable=False),
    instant("drafted"),
    Column("decided_by", Uuid),
    Column("decided_by_name", String(80)),
    instant("decided", nullable=True),
    Column("decision_note", Text, nullable=False),
)

manual_journal_number = Sequence("manual_journal_number", metadata=metadata)

manual_journal = Table(
    "manual_journal",
    metadata,
    id_column(),
    Column("number", Integer, nullable=False),
    day("posted"),
    Column("reason", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("drafted_by", Uuid),
    Column("drafted_by_name", String(80), nullable=False),
    instant("drafted"),
    Column("decided_by", Uuid),
    Column("decided_by_name", String(80)),
    instant("decided", nullable=True),
    Column("decision_note", Text, nullable=False),
    Column("entry_id", Uuid),
    Column("reverses", Uuid, index=True),
)

manual_journal_line = Table(
    "manual_journal_line",
    metadata,
    Column("journal_id", Uuid, ForeignKey("manual_journal.id"), primary_key=True),
    Column("seq", SmallInteger, primary_key=True),
    Column("account", String(40), nullable=False),
    Column("side", String(6), nullable=False),
    money("amount"),
    Column("memo", String(200), nullable=False),
    CheckConstraint("amount_minor > 0", name="positive"),
)

period_act = Table(
    "period_act",
    metadata,
    Column("month", Date, primary_key=True),  # its first day
    Column("seq", SmallInteger, primary_key=True),
    Column("act", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("done_by", Uuid),
    Column("done_by_name", String(80), nullable=False),
    instant("done"),
)
