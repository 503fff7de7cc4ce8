"""Statements of the books as pure functions of what each account was debited and credited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loanwright.kernel.money import Currency, Money, total
from loanwright.ledger.chart import ChartAccount, Code
from loanwright.ledger.model import AccountKind, Side

Turnover = tuple[int, int]
"""Minor units debited and credited."""

Accounts = Mapping[Code, ChartAccount]

_NOTHING = (0, 0)


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """One account over a time: what stood there at its beginning (debits less credits), and what moved in it."""

    account: ChartAccount
    opening: Money
    debited: Money
    credited: Money

    @property
    def net_debit(self) -> Money:
        """Debits less credits at the end."""
        return self.opening + self.debited - self.credited

    @property
    def balance(self) -> Money:
        """What stands there at the end, signed towards the account's normal side."""
        return self.net_debit if self.account.kind.side is Side.DEBIT else -self.net_debit


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account from the beginning of `from_` to the end of `as_of`."""

    from_: date
    as_of: date
    lines: tuple[AccountBalance, ...]
    currency: Currency

    @property
    def debited_total(self) -> Money:
        """What was debited in the time, over all accounts."""
        return total((line.debited for line in self.lines), self.currency)

    @property
    def credited_total(self) -> Money:
        """What was credited in the time, over all accounts."""
        return total((line.credited for line in self.lines), self.currency)

    @property
    def debit_total(self) -> Money:
        """What stands in debit at the end, over all accounts."""
        return total((line.net_debit for line in self.lines if line.net_debit.minor > 0), self.currency)

    @property
    def credit_total(self) -> Money:
        """What stands in credit at the end, over all accounts."""
        return total((-line.net_debit for line in self.lines if line.net_debit.minor < 0), self.currency)

    @property
    def balanced(self) -> bool:
        """Whether both columns add up to the same."""
        return self.debit_total == self.credit_total


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One account's figure at two times, or over two times."""

    account: ChartAccount
    amount: Money
    before: Money


@dataclass(frozen=True, slots=True)
class Section:
    """The accounts of one kind and what they add up to."""

    kind: AccountKind
    lines: tuple[ReportLine, ...]
    total: Money
    before: Money


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """Assets on one side, liabilities and equity on the other; profit not transferred yet belongs to equity."""

    as_of: date
    compared_on: date
    assets: Section
    liabilities: Section
    equity: Section
    profit: Money
    profit_before: Money

    @property
    def financed(self) -> Money:
        """Liabilities and equity, with the profit not transferred yet."""
        return self.liabilities.total + self.equity.total + self.profit

    @property
    def financed_before(self) -> Money:
        """The same on the day compared with."""
        return self.liabilities.before + self.equity.before + self.profit_before

    @property
    def balanced(self) -> bool:
        """Whether both sides are the same."""
        return self.assets.total == self.financed


@dataclass(frozen=True, slots=True)
class IncomeStatement:
    """Income less expense from the beginning of `from_` to the end of `until`, beside as many days before."""

    from_: date
    until: date
    income: Section
    expense: Section

    @property
    def profit(self) -> Money:
        """Income less expense."""
        return self.income.total - self.expense.total

    @property
    def profit_before(self) -> Money:
        """The same in the time compared with."""
        return self.income.before - self.expense.before


def trial_balance(
    accounts: Accounts,
    opening: Mapping[Code, Turnover],
    moved: Mapping[Code, Turnover],
    days: tuple[date, date],
    currency: Currency,
) -> TrialBalance:
    """All accounts, from what they had turned over before the first of `days` and what they moved until the last."""
    lines = [
        AccountBalance(
            account,
            Money(_net_debit(opening.get(code, _NOTHING)), currency),
            *(Money(minor, currency) for minor in moved.get(code, _NOTHING)),
        )
        for code, account in accounts.items()
    ]
    return TrialBalance(*days, tuple(lines), currency)


def balance_sheet(now: TrialBalance, before: TrialBalance) -> BalanceSheet:
    """The balance sheet at the end of `now`, beside that at the end of `before`."""
    zero = Money.zero(now.currency)
    return BalanceSheet(
        as_of=now.as_of,
        compared_on=before.as_of,
        assets=_section(AccountKind.ASSET, _ending(now), _ending(before), zero),
        liabilities=_section(AccountKind.LIABILITY, _ending(now), _ending(before), zero),
        equity=_section(AccountKind.EQUITY, _ending(now), _ending(before), zero),
        profit=_profit(now),
        profit_before=_profit(before),
    )


def income_statement(now: TrialBalance, before: TrialBalance) -> IncomeStatement:
    """Income and expense that moved in `now`, beside those of `before`; neither may contain a year-end transfer."""
    zero = Money.zero(now.currency)
    return IncomeStatement(
        from_=now.from_,
        until=now.as_of,
        income=_section(AccountKind.INCOME, _moving(now), _moving(before), zero),
        expense=_section(AccountKind.EXPENSE, _moving(now), _moving(before), zero),
    )


Figures = Iterable[tuple[ChartAccount, Money]]


def _ending(balance: TrialBalance) -> Figures:
    return ((line.account, line.balance) for line in balance.lines)


def _moving(balance: TrialBalance) -> Figures:
    for line in balance.lines:
        net = line.debited - line.credited
        yield line.account, net if line.account.kind.side is Side.DEBIT else -net


def _section(kind: AccountKind, now: Figures, before: Figures, zero: Money) -> Section:
    earlier = {account.code: amount for account, amount in before}
    lines = [
        ReportLine(account, amount, earlier.get(account.code, zero))
        for account, amount in now
        if account.kind is kind and (amount.minor or earlier.get(account.code, zero).minor)
    ]
    currency = zero.currency
    amounts, befores = (line.amount for line in lines), (line.before for line in lines)
    return Section(kind, tuple(lines), total(amounts, currency), total(befores, currency))


def _profit(balance: TrialBalance) -> Money:
    """Credits less debits of everything earned and spent that was not transferred to equity yet."""
    results = (-line.net_debit for line in balance.lines if line.account.kind.is_profit_or_loss)
    return total(results, balance.currency)


def _net_debit(turnover: Turnover) -> int:
    debited, credited = turnover
    return debited - credited
