"""Alembic migrations: one file per domain in `versions`, in layer order; run at start by `migrate`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from loanwright.infra.runtime import connect

# Any constant will do; it keeps two processes that start together from migrating together.
_LOCK = 7_170_626


@cache
def newest_revision() -> str | None:
    """The revision a database of this version has."""
    return ScriptDirectory(str(Path(__file__).parent)).get_current_head()


def migrate(database_url: str) -> None:
    """Bring the database's tables, roles and privileges to this version; safe to run by several processes at once."""
    engine = connect(database_url, pool_size=1)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        connection.commit()
        try:
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        finally:
            connection.rollback()
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")
            connection.commit()
    engine.dispose()
