"""Alembic migrations: one file per domain in `versions`, in layer order; run at start by `migrate`."""

from __future__ import annotations

from pathlib import Path

# Any constant will do; it keeps two processes that start together from migrating together.
_LOCK = 7_170_626
_FOLDER = Path(__file__).parent


def newest_revision() -> str:
    """The revision a database of this version has: the name of the last file in `versions`."""
    return max(file.stem for file in (_FOLDER / "versions").glob("[0-9]*.py"))


def migrate(database_url: str) -> None:
    """Bring the database's tables, roles and privileges to this version; safe to run by several processes at once."""
    # Alembic takes longer to load than an up-to-date database takes to check.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    from loanwright.infra.runtime import connect  # noqa: PLC0415

    engine = connect(database_url, pool_size=1)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        connection.commit()
        try:
            config = Config()
            config.set_main_option("script_location", str(_FOLDER))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        finally:
            connection.rollback()
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")
            connection.commit()
    engine.dispose()
