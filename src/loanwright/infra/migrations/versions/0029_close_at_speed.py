"""The close at portfolio size: lines that are summed without looking at a calendar, snapshots of what has changed.

What the lines of a loan had come to when it was written is computed here once, as every writer does from now on. The
snapshots of closes until now hold every loan with its figures but without its lines: they speak for their own day only.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import APP_ROLE

revision = "0029_close_at_speed"
down_revision = "0028_lines"


def upgrade() -> None:
    _loan()
    _loan_day()
    _day_close()
    op.execute(
        """
        CREATE FUNCTION drop_loan_day(business_date date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public AS $$
        BEGIN
            EXECUTE format('DROP TABLE IF EXISTS loan_day_%s', to_char(business_date, 'YYYYMMDD'));
        END $$
        """
    )
    op.execute("REVOKE EXECUTE ON FUNCTION drop_loan_day(date) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION drop_loan_day(date) TO {APP_ROLE}")


def _loan() -> None:
    op.drop_index("ix_loan_book_range", "loan")
    op.execute("ALTER TABLE loan SET (fillfactor = 90)")
    op.add_column("loan", sa.Column("accrual_start", sa.Integer(), nullable=True))
    _add("loan", "interest_risen_minor", "penalties_risen_minor")
    op.execute(
        """
        CREATE FUNCTION pg_temp.divided(exact bigint, whole bigint, rounding text) RETURNS bigint LANGUAGE sql AS $$
            SELECT CASE rounding
                WHEN 'half_up' THEN (2 * exact + whole) / (2 * whole)
                WHEN 'up' THEN (exact + whole - 1) / whole
                WHEN 'half_even' THEN exact / whole + CASE
                    WHEN 2 * (exact % whole) > whole THEN 1
                    WHEN 2 * (exact % whole) = whole AND exact / whole % 2 = 1 THEN 1 ELSE 0 END
                ELSE exact / whole END
        $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION pg_temp.number(day date, count text, capped boolean) RETURNS int LANGUAGE sql AS $$
            SELECT CASE WHEN count NOT IN ('30/360', '30E/360') THEN day - DATE '2000-01-01' ELSE
                (360 * date_part('year', day) + 30 * date_part('month', day)
                + CASE WHEN capped THEN least(date_part('day', day), 30) ELSE date_part('day', day) END)::int END
        $$
        """
    )
    op.execute(
        "UPDATE loan SET accrual_start = pg_temp.number(accrual_from, accrual_day_count, true)"
        " WHERE accrual_from IS NOT NULL"
    )
    op.execute(
        """
        UPDATE loan SET interest_risen_minor = pg_temp.divided(
            accrual_offset + accrual_interest_minor * greatest(0, pg_temp.number(
                accrued_through, accrual_day_count, accrual_day_count = '30E/360' OR accrual_start % 30 = 0
            ) - accrual_start),
            accrual_whole, accrual_rounding)
        WHERE accrual_whole IS NOT NULL AND accrued_through IS NOT NULL
        """
    )
    op.execute(
        """
        UPDATE loan SET penalties_risen_minor = (
            SELECT coalesce(sum(pg_temp.divided(
                line."offset" + line.slope * CASE
                    WHEN accrued_through > from_on AND coalesce(accrued_through > free_until, true)
                    THEN accrued_through - from_on ELSE 0 END,
                line.whole, line.rounding)), 0)
            FROM jsonb_to_recordset(penalties) AS line
                (from_on date, free_until date, "offset" bigint, slope bigint, whole bigint, rounding text))
        WHERE penalties IS NOT NULL
        """
    )
    op.create_index("ix_loan_number", "loan", ["number"])


def _loan_day() -> None:
    old = ("days_past_due", "risk_class", "stage", "provision_minor", "interest_today_minor", "penalties_today_minor")
    op.add_column("loan_day", sa.Column("status", sa.String(length=24), nullable=False, server_default="active"))
    op.add_column("loan_day", sa.Column("last_seq", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("loan_day", sa.Column("accrued_through", sa.Date(), nullable=True))
    op.add_column("loan_day", sa.Column("overdue_since", sa.Date(), nullable=True))
    _add("loan_day", "fees_receivable_minor", "accrual_offset", "interest_risen_minor", "penalties_risen_minor")
    for column in (
        sa.Column("touch_on", sa.Date(), nullable=True),
        sa.Column("accrual_start", sa.Integer(), nullable=True),
        sa.Column("accrual_interest_minor", sa.BigInteger(), nullable=True),
        sa.Column("accrual_whole", sa.BigInteger(), nullable=True),
        sa.Column("accrual_day_count", sa.String(length=16), nullable=True),
        sa.Column("accrual_rounding", sa.String(length=12), nullable=True),
        sa.Column("penalties", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    ):
        op.add_column("loan_day", column)
    op.execute(
        "UPDATE loan_day SET accrued_through = business_date,"
        " overdue_since = CASE WHEN days_past_due > 0 THEN business_date - days_past_due END"
    )
    for name in ("status", "last_seq"):
        op.alter_column("loan_day", name, server_default=None)
    op.alter_column("loan_day", "accrued_through", nullable=False)
    for name in old:
        op.drop_column("loan_day", name)


def _day_close() -> None:
    op.add_column("day_close", sa.Column("snapshot", sa.String(length=8), nullable=False, server_default="figures"))
    op.add_column("day_close", sa.Column("risk_policy", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    for name in ("chunks_done", "loans", "rewritten", "set_aside"):
        op.add_column("day_close", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("day_close", sa.Column("interest_minor", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(
        """
        UPDATE day_close SET (chunks_done, loans, rewritten, set_aside, interest_minor) = (
            SELECT count(*), coalesce(sum(one.loans), 0), coalesce(sum(one.rewritten), 0),
                coalesce(sum(one.set_aside), 0), coalesce(sum(one.interest_minor), 0)
            FROM day_close_chunk AS one WHERE one.business_date = day_close.business_date)
        """
    )
    for name in ("snapshot", "chunks_done", "loans", "rewritten", "set_aside", "interest_minor"):
        op.alter_column("day_close", name, server_default=None)


def _add(table: str, *names: str) -> None:
    """Whole numbers that begin at zero."""
    for name in names:
        op.add_column(table, sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
        op.alter_column(table, name, server_default=None)
