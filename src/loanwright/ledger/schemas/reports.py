"""Balance sheet and income statement."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.ledger.api import BalanceSheet, IncomeStatement
from loanwright.ledger.model import AccountKind
from loanwright.ledger.reports import ReportLine, Section
from loanwright.ledger.schemas.accounts import AccountView, account_view


class ReportLineView(AccountView):
    """One account's figure, and the one it is compared with."""

    amount: Amount
    before: Amount


class SectionView(BaseModel):
    """The accounts of one kind and what they add up to."""

    kind: AccountKind
    lines: list[ReportLineView]
    total: Amount
    before: Amount


class BalanceSheetView(BaseModel):
    """The balance sheet at the end of a day beside that of an earlier day; memo accounts stand outside it."""

    as_of: date
    compared_on: date
    assets: SectionView
    liabilities: SectionView
    equity: SectionView
    profit: Amount
    profit_before: Amount
    financed: Amount
    financed_before: Amount
    balanced: bool


class IncomeStatementView(BaseModel):
    """What was earned and spent on days `from_` <= day <= `until`, beside as many days before."""

    from_: date
    until: date
    income: SectionView
    expense: SectionView
    profit: Amount
    profit_before: Amount


class MonthResult(BaseModel):
    """What one month brought; the last one may not be over."""

    month: date
    income: Amount
    expense: Amount
    profit: Amount


class MonthResultList(BaseModel):
    """Months, oldest first."""

    items: list[MonthResult]
    next_cursor: str | None = None


def balance_sheet_view(sheet: BalanceSheet) -> BalanceSheetView:
    """The balance sheet."""
    return BalanceSheetView(
        as_of=sheet.as_of,
        compared_on=sheet.compared_on,
        assets=_section(sheet.assets),
        liabilities=_section(sheet.liabilities),
        equity=_section(sheet.equity),
        profit=sheet.profit,
        profit_before=sheet.profit_before,
        financed=sheet.financed,
        financed_before=sheet.financed_before,
        balanced=sheet.balanced,
    )


def income_statement_view(statement: IncomeStatement) -> IncomeStatementView:
    """The income statement."""
    return IncomeStatementView(
        from_=statement.from_,
        until=statement.until,
        income=_section(statement.income),
        expense=_section(statement.expense),
        profit=statement.profit,
        profit_before=statement.profit_before,
    )


def month_result(statement: IncomeStatement) -> MonthResult:
    """A month's result in one line."""
    return MonthResult(
        month=statement.from_,
        income=statement.income.total,
        expense=statement.expense.total,
        profit=statement.profit,
    )


def _section(section: Section) -> SectionView:
    lines = [_line(line) for line in section.lines]
    return SectionView(kind=section.kind, lines=lines, total=section.total, before=section.before)


def _line(line: ReportLine) -> ReportLineView:
    return ReportLineView(**account_view(line.account).model_dump(), amount=line.amount, before=line.before)
