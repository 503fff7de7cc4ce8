"""Migrations against what the code believes of the database."""

from __future__ import annotations

from alembic.script import ScriptDirectory

from loanwright.infra import migrations


def test_the_last_file_is_the_head_of_one_chain() -> None:
    folder = ScriptDirectory(migrations.__path__[0])
    assert folder.get_heads() == [migrations.newest_revision()]
