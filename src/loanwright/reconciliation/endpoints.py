"""Staff import statements and look at them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query, status

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation.queries import statements as queries
from loanwright.reconciliation.schemas import (
    AccountStatementPage,
    AccountStatementView,
    StatementEntryPage,
    StatementFileView,
    entry_view,
    statement_view,
)
from loanwright.reconciliation.usecases.import_statements import import_statements

router = APIRouter(prefix="/staff", tags=["reconciliation"])

ReadEdge = Annotated[Edge, staff_edge("payment.read")]
ResolveEdge = Annotated[Edge, staff_edge("payment.resolve")]


@router.post("/statement-files", status_code=status.HTTP_201_CREATED)
def import_statement_file(
    edge: ResolveEdge,
    content: Annotated[bytes, Body(media_type="application/octet-stream")],
    file_name: Annotated[str, Query(min_length=1, max_length=200)],
) -> StatementFileView:
    """Import a bank statement of any format we read; the same file again is recognised and changes nothing."""

    def work(uow: UnitOfWork) -> StatementFileView:
        result = import_statements(uow, content, file_name)
        statements = [statement_view(each) for each in queries.statements_of_file(uow, result.file_id)]
        return StatementFileView(id=result.file_id, is_new=result.is_new, statements=statements)

    return edge.command(work, StatementFileView)


@router.get("/account-statements")
def list_account_statements(
    edge: ReadEdge, cursor: UUID | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> AccountStatementPage:
    """Imported statements with what is wrong with them, the newest first."""
    found = edge.query(lambda uow: queries.list_statements(uow, cursor, limit))
    next_cursor = str(found[-1].id) if len(found) == limit else None
    return AccountStatementPage(items=[statement_view(each) for each in found], next_cursor=next_cursor)


@router.get("/account-statements/{statement_id}")
def show_account_statement(edge: ReadEdge, statement_id: UUID) -> AccountStatementView:
    """One imported statement."""
    return statement_view(edge.query(lambda uow: queries.imported_statement(uow, statement_id)))


@router.get("/account-statements/{statement_id}/entries")
def list_statement_entries(
    edge: ReadEdge,
    statement_id: UUID,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> StatementEntryPage:
    """Entries of a statement, as the bank told them."""
    found = edge.query(lambda uow: queries.entries_of(uow, statement_id, after, limit))
    next_after = found[-1].seq if len(found) == limit else None
    return StatementEntryPage(items=[entry_view(each) for each in found], next_after=next_after)
