"""``loanwright migrate``: the database's tables, roles and privileges."""

from __future__ import annotations

from loanwright.apps.commands.surroundings import open_runtime
from loanwright.infra import migrations


def migrate() -> None:
    """Bring the database to this version; does nothing when it is there already."""
    with open_runtime() as runtime:
        migrations.migrate(runtime.settings.database_url)
    print(f"The database is at {migrations.newest_revision()}.")
