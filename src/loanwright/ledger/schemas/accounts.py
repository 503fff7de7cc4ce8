"""Accounts and the trial balance."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, AccountBalance, ChartAccount, ControlLine, TrialBalance
from loanwright.ledger.model import OPEN_TO_JOURNALS, AccountKind


class AccountView(BaseModel):
    """How the chart presents an account; `role` is what posting rules use it for."""

    code: str
    kind: AccountKind
    title_zh: str
    title_en: str
    role: Account | None
    open_to_journals: bool


class AccountList(BaseModel):
    """Every account, by code."""

    items: list[AccountView]
    next_cursor: str | None = None


class TrialBalanceLine(AccountView):
    """An account's turnover in the time; its balances before and after stand in one of two columns each."""

    opening_debit: Amount | None
    opening_credit: Amount | None
    debited: Amount
    credited: Amount
    debit_balance: Amount | None
    credit_balance: Amount | None


class TrialBalanceView(BaseModel):
    """All accounts from the beginning of `from_` to the end of `as_of`, or to now if that day is open."""

    from_: date
    as_of: date
    lines: list[TrialBalanceLine]
    debited_total: Amount
    credited_total: Amount
    debit_total: Amount
    credit_total: Amount
    balanced: bool


class ControlLineView(BaseModel):
    """A role, for one product where it has one: what loans and receipts say, and what the ledger does."""

    role: Account
    product: str | None
    facts: Amount
    ledger: Amount
    difference: Amount


class ControlList(BaseModel):
    """The control accounts against what stands behind them; debits are positive."""

    items: list[ControlLineView]
    next_cursor: str | None = None


def account_view(account: ChartAccount) -> AccountView:
    """One account."""
    return AccountView(
        code=account.code,
        kind=account.kind,
        title_zh=account.zh,
        title_en=account.en,
        role=account.role,
        open_to_journals=account.role is None or account.role in OPEN_TO_JOURNALS,
    )


def trial_balance_view(balance: TrialBalance) -> TrialBalanceView:
    """The trial balance in two columns."""
    return TrialBalanceView(
        from_=balance.from_,
        as_of=balance.as_of,
        lines=[_line(line) for line in balance.lines],
        debited_total=balance.debited_total,
        credited_total=balance.credited_total,
        debit_total=balance.debit_total,
        credit_total=balance.credit_total,
        balanced=balance.balanced,
    )


def _line(line: AccountBalance) -> TrialBalanceLine:
    opening_debit, opening_credit = _columns(line.opening)
    debit_balance, credit_balance = _columns(line.net_debit)
    return TrialBalanceLine(
        **account_view(line.account).model_dump(),
        opening_debit=opening_debit,
        opening_credit=opening_credit,
        debited=line.debited,
        credited=line.credited,
        debit_balance=debit_balance,
        credit_balance=credit_balance,
    )


def _columns(net_debit: Money) -> tuple[Money | None, Money | None]:
    """A net debit in the column it belongs to; nothing where there is nothing."""
    return (net_debit if net_debit.minor > 0 else None), (-net_debit if net_debit.minor < 0 else None)


def control_view(line: ControlLine) -> ControlLineView:
    """One control account."""
    return ControlLineView(
        role=line.role, product=line.product, facts=line.facts, ledger=line.ledger, difference=line.difference
    )
