"""What stands on the accounts: trial balance, balance sheet, income statement, control accounts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger import api
from loanwright.ledger.schemas.accounts import (
    AccountList,
    ControlList,
    TrialBalanceView,
    account_view,
    control_view,
    trial_balance_view,
)
from loanwright.ledger.schemas.reports import (
    BalanceSheetView,
    IncomeStatementView,
    MonthResultList,
    balance_sheet_view,
    income_statement_view,
    month_result,
)

router = APIRouter()

LedgerReader = Annotated[Edge, staff_edge("ledger.read")]


@router.get("/accounts")
def list_accounts(edge: LedgerReader) -> AccountList:
    """Every account of the chart, also of its earlier versions."""
    return edge.query(lambda uow: AccountList(items=[account_view(one) for one in api.accounts(uow).values()]))


@router.get("/trial-balance")
def get_trial_balance(edge: LedgerReader, as_of: date | None = None, from_: date | None = None) -> TrialBalanceView:
    """All accounts at the end of a business date (of now if none is given), and what moved since the month began."""
    return edge.query(lambda uow: trial_balance_view(api.trial_balance(uow, as_of or uow.business_date, from_)))


@router.get("/balance-sheet")
def get_balance_sheet(
    edge: LedgerReader, as_of: date | None = None, compared_on: date | None = None
) -> BalanceSheetView:
    """Assets, liabilities and equity at the end of a day, beside an earlier one (the last year's end)."""

    def sheet(uow: UnitOfWork) -> BalanceSheetView:
        return balance_sheet_view(api.balance_sheet(uow, as_of or uow.business_date, compared_on))

    return edge.query(sheet)


@router.get("/income-statement")
def get_income_statement(
    edge: LedgerReader, from_: date | None = None, until: date | None = None
) -> IncomeStatementView:
    """What was earned and spent from `from_` (the year's first day) to the end of `until` (the business date)."""

    def statement(uow: UnitOfWork) -> IncomeStatementView:
        end = until or uow.business_date
        return income_statement_view(api.income_statement(uow, from_ or date(end.year, 1, 1), end))

    return edge.query(statement)


@router.get("/income-statement/months")
def list_month_results(
    edge: LedgerReader, until: date | None = None, count: Annotated[int, Query(ge=1, le=36)] = 12
) -> MonthResultList:
    """What each of the last months brought."""

    def months(uow: UnitOfWork) -> MonthResultList:
        found = api.results_by_month(uow, until or uow.business_date, count)
        return MonthResultList(items=[month_result(one) for one in found])

    return edge.query(months)


@router.get("/control-accounts")
def list_control_accounts(edge: LedgerReader) -> ControlList:
    """The accounts that loans and receipts stand behind, per product, against them."""
    return edge.query(lambda uow: ControlList(items=[control_view(line) for line in api.control_accounts(uow)]))
