"""Imported statements as screens read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation import rules
from loanwright.reconciliation.model import ImportedEntry, ImportedStatement
from loanwright.reconciliation.repository import statements as repository
from loanwright.reconciliation.tables import account_statement, statement_entry, statement_file


def _statements() -> Select[Any]:
    columns = select(account_statement, statement_file.c.file_name, statement_file.c.imported_at)
    return columns.join(statement_file, statement_file.c.id == account_statement.c.file_id)


def statements_of_file(uow: UnitOfWork, file_id: UUID) -> list[ImportedStatement]:
    """The statements of one file, in its order."""
    mine = _statements().where(account_statement.c.file_id == file_id).order_by(account_statement.c.id)
    return [repository.statement_of(row) for row in uow.connection.execute(mine)]


def list_statements(uow: UnitOfWork, before: UUID | None, limit: int) -> list[ImportedStatement]:
    """Statements, the newest import first, older than the one with id `before`."""
    query = _statements().order_by(account_statement.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(account_statement.c.id < before)
    return [repository.statement_of(row) for row in uow.connection.execute(query)]


def imported_statement(uow: UnitOfWork, statement_id: UUID) -> ImportedStatement:
    """One statement.

    Raises:
        StatementUnknown
    """
    row = uow.connection.execute(_statements().where(account_statement.c.id == statement_id)).first()
    if row is None:
        raise rules.StatementUnknown(statement_id=statement_id)
    return repository.statement_of(row)


def entries_of(uow: UnitOfWork, statement_id: UUID, after: int, limit: int) -> list[ImportedEntry]:
    """Entries of one statement in the bank's order, after the one numbered `after`."""
    mine = select(statement_entry).where(statement_entry.c.statement_id == statement_id, statement_entry.c.seq > after)
    rows = uow.connection.execute(mine.order_by(statement_entry.c.seq).limit(limit))
    return [repository.entry_of(uow, row) for row in rows]
