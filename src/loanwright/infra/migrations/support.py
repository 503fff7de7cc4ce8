"""What migrations say about a table besides its columns: who may do what to its rows.

The application works as the role `loanwright_app`, which owns nothing. A table is either append-only for it or
ordinary; a borrower-scoped table additionally shows a borrower only rows of their own party.
"""

from __future__ import annotations

from alembic import op

APP_ROLE = "loanwright_app"


def ordinary(*tables: str) -> None:
    """The application may read, insert, update and delete rows."""
    for table in tables:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")


def append_only(*tables: str) -> None:
    """The application may read and insert; nothing it does can change or remove a row."""
    for table in tables:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {APP_ROLE}")


def borrower_scope(*tables: str, column: str = "party_id") -> None:
    """A borrower sees and writes only rows whose `column` is their own party; a forgotten WHERE shows nothing.

    `Runtime` sets ``loanwright.party_id`` for each transaction: ``*`` for staff and the system, empty for strangers.
    """
    for table in tables:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY borrower_scope ON {table} TO {APP_ROLE} USING ("
            "current_setting('loanwright.party_id', true) = '*' OR "
            f"{column}::text = current_setting('loanwright.party_id', true))"
        )
