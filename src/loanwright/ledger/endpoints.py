"""The trial balance, with every balance down to its postings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger import api
from loanwright.ledger.schemas import (
    AccountStatementView,
    LedgerEntryList,
    LedgerEntryView,
    TrialBalanceView,
    entry_view,
    statement_line_view,
    title_view,
    trial_balance_view,
)

router = APIRouter(prefix="/staff", tags=["ledger"])

LedgerReader = Annotated[Edge, staff_edge("ledger.read")]
LoanReader = Annotated[Edge, staff_edge("loan.read")]

_PAGE = 100


@router.get("/trial-balance")
def get_trial_balance(edge: LedgerReader, as_of: date | None = None) -> TrialBalanceView:
    """All accounts as of the end of a business date; of now if none is given."""
    return edge.query(lambda uow: trial_balance_view(api.trial_balance(uow, as_of or uow.business_date)))


@router.get("/trial-balance/{account}")
def get_account_statement(
    account: str, edge: LedgerReader, from_: date | None = None, until: date | None = None, cursor: str | None = None
) -> AccountStatementView:
    """Postings of one account on days `from_` <= day < `until`, oldest first; the last 31 days if not given."""
    return edge.query(lambda uow: _statement(uow, api.account_named(account), from_, until, cursor))


@router.get("/entries/{entry_id}")
def get_ledger_entry(entry_id: UUID, edge: LedgerReader) -> LedgerEntryView:
    """One entry with all its postings."""
    return edge.query(lambda uow: entry_view(api.entry(uow, entry_id)))


@router.get("/loans/{loan_id}/entries")
def list_loan_entries(loan_id: UUID, edge: LoanReader) -> LedgerEntryList:
    """What a loan's events have posted, newest first. Daily interest is posted for all loans of a product together."""

    def listed(uow: UnitOfWork) -> LedgerEntryList:
        entries = [entry_view(one) for one in api.entries_of(uow, loan_id)]
        return LedgerEntryList(items=entries, accounts=[title_view(title) for title in api.chart().values()])

    return edge.query(listed)


def _statement(
    uow: UnitOfWork, account: api.Account, from_: date | None, until: date | None, cursor: str | None
) -> AccountStatementView:
    end = until or uow.business_date + timedelta(days=1)
    begin = from_ or end - timedelta(days=31)
    found = api.account_statement(uow, account, begin, end, _place(cursor), _PAGE + 1)
    page = found[:_PAGE]
    following = f"{page[-1].entry_id}.{page[-1].seq}" if len(found) > _PAGE else None
    title = title_view(api.chart()[account])
    return AccountStatementView(
        account=title, items=[statement_line_view(line) for line in page], next_cursor=following
    )


def _place(cursor: str | None) -> tuple[UUID, int] | None:
    """Where the last page ended; a cursor that is none of ours begins anew."""
    entry_id, _, seq = (cursor or "").partition(".")
    try:
        return UUID(entry_id), int(seq)
    except ValueError:
        return None
