"""Loans that are not repaid: what is off the books beside what is on them. Columns are empty where nothing was lost."""

import sqlalchemy as sa
from alembic import op

revision = "0022_losses"
down_revision = "0021_charts_and_periods"

_AMOUNTS = ("written_off", "recovered", "sale_proceeds", "sale_loss", "memo_interest", "memo_written_off")


def upgrade() -> None:
    for name in _AMOUNTS:
        op.add_column("loan", sa.Column(f"{name}_minor", sa.BigInteger(), nullable=True))
    op.add_column("loan", sa.Column("non_accrual", sa.String(length=12), nullable=True))
    op.create_index(
        "ix_loan_past_due",
        "loan",
        ["book_range", "overdue_since"],
        unique=False,
        postgresql_where="overdue_since IS NOT NULL AND non_accrual IS NULL",
    )
    op.create_index(
        "ix_loan_non_accrual", "loan", ["book_range"], unique=False, postgresql_where="non_accrual IS NOT NULL"
    )
    _rename("loan_event", "event", "CalledDue", "ContractTerminated")
    _rename("service_request", "command", "call_due", "terminate_contract")


def _rename(table: str, form: str, before: str, after: str) -> None:
    """One thing has one name: a contract that is called due is terminated."""
    op.execute(
        f"UPDATE {table} SET kind = '{after}', {form} = jsonb_set({form}, '{{kind}}', '\"{after}\"') "
        f"WHERE kind = '{before}'"
    )
