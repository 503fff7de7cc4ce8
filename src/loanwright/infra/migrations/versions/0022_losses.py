"""Loans that are not repaid: what is off the books beside what is on them. Columns are empty where nothing was lost."""

import sqlalchemy as sa
from alembic import op

revision = "0022_losses"
down_revision = "0021_charts_and_periods"

_AMOUNTS = ("written_off", "recovered", "sale_proceeds", "sale_loss", "memo_interest", "memo_written_off")
_GIVES_UP = (
    *("grant_goodwill", "change_rate", "pause_interest", "stop_interest", "defer", "re_amortise"),
    "correct_repayment",
)


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
    _begin_limits()
    _rename("loan_event", "event", "CalledDue", "ContractTerminated")
    _rename("service_request", "command", "call_due", "terminate_contract")


def _begin_limits() -> None:
    """What a lender begins with, for everything that gives money up; a later `from_on` overrides it."""
    limits = sa.table("approval_limit", *map(sa.column, ("kind", "from_on", "amount_minor")))
    begun = sa.func.make_date(2000, 1, 1)
    for kind in _GIVES_UP:
        op.execute(limits.insert().values(kind=kind, from_on=begun, amount_minor=500_00))


def _rename(table: str, form: str, before: str, after: str) -> None:
    """One thing has one name: a contract that is called due is terminated."""
    op.execute(
        f"UPDATE {table} SET kind = '{after}', {form} = jsonb_set({form}, '{{kind}}', '\"{after}\"') "
        f"WHERE kind = '{before}'"
    )
