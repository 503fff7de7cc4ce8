"""Charts, manual journals and periods; postings name accounts by their codes, entries the day they count from."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import APP_ROLE, append_only, ordinary

revision = "0021_charts_and_periods"
down_revision = "0020_reconciliation"

# The accounts that postings named until now, by their codes in the chart that every installation starts with.
_CODES = {
    "bank": "1002",
    "interest_receivable": "1132",
    "fee_receivable": "1221.01",
    "penalty_receivable": "1221.02",
    "loans": "1303",
    "loan_loss_allowance": "1304",
    "settlement_suspense": "2241.01",
    "customer_credit": "2241.02",
    "opening_balances": "4001.99",
    "interest_income": "6011",
    "fee_income": "6021",
    "penalty_income": "6051.01",
    "impairment_loss": "6702",
    "waivers": "6711.01",
    "memo_interest": "9001",
    "memo_written_off": "9002",
    "memo_contra": "9999",
}


def upgrade() -> None:
    _code_postings()
    op.add_column("ledger_entry", sa.Column("value_on", sa.Date()))
    op.execute("UPDATE ledger_entry SET value_on = business_date")
    op.alter_column("ledger_entry", "value_on", nullable=False)
    op.create_index("ix_ledger_entry_business_date", "ledger_entry", ["business_date", "id"], unique=False)
    _charts()
    _journals()
    op.create_table(
        "period_act",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("done_by_name", sa.String(length=80), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("month", "seq", name=op.f("pk_period_act")),
    )
    append_only("period_act")
    ordinary("chart_version", "manual_journal", "manual_journal_line")


def _code_postings() -> None:
    for column in ("debit", "credit"):
        cases = " ".join(f"WHEN '{name}' THEN '{code}'" for name, code in _CODES.items())
        op.execute(f"UPDATE ledger_posting SET {column} = CASE {column} {cases} ELSE {column} END")


def _charts() -> None:
    op.create_table(
        "chart_version",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("drafted_by_name", sa.String(length=80), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_chart_version")),
    )


def _journals() -> None:
    op.execute("CREATE SEQUENCE manual_journal_number")
    op.execute(f"GRANT USAGE ON SEQUENCE manual_journal_number TO {APP_ROLE}")
    op.create_table(
        "manual_journal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("drafted_by_name", sa.String(length=80), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_journal")),
    )
    op.create_index(op.f("ix_manual_journal_reverses"), "manual_journal", ["reverses"], unique=False)
    op.create_table(
        "manual_journal_line",
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("memo", sa.String(length=200), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_manual_journal_line_positive")),
        sa.ForeignKeyConstraint(["journal_id"], ["manual_journal.id"], name=op.f("fk_manual_journal_line_journal_id")),
        sa.PrimaryKeyConstraint("journal_id", "seq", name=op.f("pk_manual_journal_line")),
    )
