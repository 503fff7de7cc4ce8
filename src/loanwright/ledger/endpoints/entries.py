"""The journal, the statement of an account, and both as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger import api, exports
from loanwright.ledger.exports import FileFormat, Language
from loanwright.ledger.schemas.accounts import AccountView, account_view
from loanwright.ledger.schemas.entries import (
    AccountStatementView,
    LedgerEntryList,
    LedgerEntryView,
    SourceList,
    entry_place,
    entry_view,
    place_text,
    statement_place,
    statement_view,
)

router = APIRouter()

LedgerReader = Annotated[Edge, staff_edge("ledger.read")]
LedgerExporter = Annotated[Edge, staff_edge("ledger.export")]
LoanReader = Annotated[Edge, staff_edge("loan.read")]

_PAGE = 100
_AT_ONCE = 1000
_DAYS = 31

_MEDIA_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("/accounts/{code}/statement")
def get_account_statement(
    code: str, edge: LedgerReader, from_: date | None = None, until: date | None = None, cursor: str | None = None
) -> AccountStatementView:
    """Postings of one account on days `from_` <= day < `until`, oldest first; the last 31 days if not given."""

    def page(uow: UnitOfWork) -> AccountStatementView:
        begin, end = _days(uow, from_, until)
        found = api.account_statement(uow, code, begin, end, statement_place(cursor), _PAGE + 1)
        return statement_view(found, account_view(api.accounts(uow)[code]), _PAGE)

    return edge.query(page)


@router.get("/accounts/{code}/statement/export", response_class=Response, responses=_FILE)
def export_account_statement(
    code: str,
    edge: LedgerExporter,
    file_format: Annotated[FileFormat, Query(alias="format")],
    language: Language = Language.ZH,
    from_: date | None = None,
    until: date | None = None,
) -> Response:
    """The same as a file, whole."""

    def sheet(uow: UnitOfWork) -> bytes:
        begin, end = _days(uow, from_, until)
        head = api.account_statement(uow, code, begin, end, None, 0)
        lines = api.every_line(uow, code, begin, end, _AT_ONCE)
        return exports.written(exports.statement_sheet(head, lines, api.accounts(uow), language), file_format)

    return _file(edge.query(sheet), f"account-{code}", file_format)


def _asked(
    from_: date | None = None,
    until: date | None = None,
    account: str | None = None,
    source: str | None = None,
    product: str | None = None,
    amount: str | None = None,
) -> Callable[[UnitOfWork], api.JournalFilter]:
    """The filter in the address, once the business date is known."""

    def wanted(uow: UnitOfWork) -> api.JournalFilter:
        money = Money.parse(amount, uow.currency) if amount else None
        days = _days(uow, from_, until)
        return api.JournalFilter(*days, account=account, source=source, product=product, amount=money)

    return wanted


Asked = Annotated[Callable[[UnitOfWork], api.JournalFilter], Depends(_asked)]


@router.get("/journal")
def list_journal(edge: LedgerReader, asked: Asked, cursor: str | None = None) -> LedgerEntryList:
    """Entries, newest first, of days `from_` <= day < `until` (the last 31 days) that touch what is asked for."""

    def page(uow: UnitOfWork) -> LedgerEntryList:
        found = api.journal(uow, asked(uow), entry_place(cursor), _PAGE + 1)
        shown = found[:_PAGE]
        following = place_text((shown[-1].business_date, shown[-1].id)) if len(found) > _PAGE else None
        entries = [entry_view(one) for one in shown]
        return LedgerEntryList(items=entries, accounts=_accounts(uow), next_cursor=following)

    return edge.query(page)


@router.get("/journal/export", response_class=Response, responses=_FILE)
def export_journal(
    edge: LedgerExporter,
    asked: Asked,
    file_format: Annotated[FileFormat, Query(alias="format")],
    language: Language = Language.ZH,
) -> Response:
    """The same as a file, whole: one row a posting."""

    def sheet(uow: UnitOfWork) -> bytes:
        entries = api.every_entry(uow, asked(uow), _AT_ONCE)
        return exports.written(exports.journal_sheet(entries, api.accounts(uow), language), file_format)

    return _file(edge.query(sheet), "journal", file_format)


@router.get("/journal/sources")
def list_journal_sources(edge: LedgerReader) -> SourceList:
    """What the journal can be asked for by source."""
    return edge.query(lambda uow: SourceList(items=api.sources(uow)))


@router.get("/entries/{entry_id}")
def get_ledger_entry(entry_id: UUID, edge: LedgerReader) -> LedgerEntryView:
    """One entry with all its postings."""
    return edge.query(lambda uow: entry_view(api.entry(uow, entry_id)))


@router.get("/loans/{loan_id}/entries")
def list_loan_entries(loan_id: UUID, edge: LoanReader) -> LedgerEntryList:
    """What a loan's events have posted, newest first. Daily interest is posted for all loans of a product together."""

    def listed(uow: UnitOfWork) -> LedgerEntryList:
        entries = [entry_view(one) for one in api.entries_of(uow, loan_id)]
        return LedgerEntryList(items=entries, accounts=_accounts(uow))

    return edge.query(listed)


def _accounts(uow: UnitOfWork) -> list[AccountView]:
    return [account_view(one) for one in api.accounts(uow).values()]


def _days(uow: UnitOfWork, from_: date | None, until: date | None) -> tuple[date, date]:
    end = until or uow.business_date + timedelta(days=1)
    return from_ or end - timedelta(days=_DAYS), end


def _file(content: bytes, name: str, file_format: FileFormat) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{file_format.value}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=_MEDIA_TYPES[file_format], headers=headers)
