"""What stands on every account: turnovers added up by PostgreSQL, made into statements by pure functions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select, true, union_all

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger import reports, rules
from loanwright.ledger.chart import Chart, Code
from loanwright.ledger.model import Account
from loanwright.ledger.period import following, month_of
from loanwright.ledger.reports import Accounts, Turnover
from loanwright.ledger.repository import charts
from loanwright.ledger.tables import ledger_posting, ledger_turnover, manual_journal

_p, _t = ledger_posting.c, ledger_turnover.c

MANUAL_SOURCE = "ledger.ManualJournal"
YEAR_END_SOURCE = "ledger.ProfitTransferred"


def chart(uow: UnitOfWork) -> Chart:
    """The chart in force on the business date."""
    return rules.in_force(charts.approved(uow), uow.business_date)


def accounts(uow: UnitOfWork) -> Accounts:
    """Every account of every approved chart, by code."""
    return rules.known_accounts(charts.approved(uow))


def trial_balance(uow: UnitOfWork, as_of: date, from_: date | None = None) -> reports.TrialBalance:
    """All accounts from `from_` (the month's first day if not given) to the end of `as_of`, or to now if it is open.

    Raises:
        LedgerDateAhead: the day has not begun.
    """
    rules.check_not_ahead(as_of, uow.business_date)
    begin = min(from_ or month_of(as_of), as_of)
    opening, moved = turnovers(uow, None, begin - timedelta(days=1)), turnovers(uow, begin, as_of)
    return reports.trial_balance(accounts(uow), opening, moved, (begin, as_of), uow.currency)


def balance_sheet(uow: UnitOfWork, as_of: date, compared_on: date | None = None) -> reports.BalanceSheet:
    """The balance sheet at the end of `as_of`, beside that of an earlier day (the last year's end if not given).

    Raises:
        LedgerDateAhead
    """
    earlier = min(compared_on or date(as_of.year - 1, 12, 31), as_of)
    return reports.balance_sheet(trial_balance(uow, as_of), trial_balance(uow, earlier))


def income_statement(uow: UnitOfWork, from_: date, until: date) -> reports.IncomeStatement:
    """What was earned and spent on days `from_` <= day <= `until`, beside the same number of days before them.

    Raises:
        LedgerDateAhead
    """
    rules.check_not_ahead(until, uow.business_date)
    begin = min(from_, until)
    days = until - begin
    earlier = begin - timedelta(days=1)
    return reports.income_statement(_results(uow, begin, until), _results(uow, earlier - days, earlier))


def results_by_month(uow: UnitOfWork, until: date, count: int) -> list[reports.IncomeStatement]:
    """The income statements of the last `count` months, oldest first, the last one up to `until`."""
    month, found = month_of(until), []
    for _ in range(count):
        last_day = min(following(month) - timedelta(days=1), until)
        found.append(income_statement(uow, month, last_day))
        month = month_of(month - timedelta(days=1))
    return found[::-1]


def _results(uow: UnitOfWork, from_: date, until: date) -> reports.TrialBalance:
    known = accounts(uow)
    moved = _results_turned_over(uow, from_, until, known)
    return reports.trial_balance(known, {}, moved, (from_, until), uow.currency)


def balances(uow: UnitOfWork) -> dict[Account, Money]:
    """Debits less credits that posting rules have given every role until now, over all accounts that play it.

    Year-end transfers are left out, so that income is what was ever earned.
    """
    known = accounts(uow)
    sums = dict.fromkeys(Account, 0)
    for code, (debited, credited) in _results_turned_over(uow, None, uow.business_date, known).items():
        role = known[code].role
        if role:
            sums[role] += debited - credited
    return {role: Money(minor, uow.currency) for role, minor in sums.items()}


def balances_by_product(uow: UnitOfWork) -> dict[tuple[Account, str | None], Money]:
    """The same per product; None is what was posted without one."""
    known = accounts(uow)
    sums: dict[tuple[Account, str | None], int] = {}
    for debit, credit, product, minor in _moves_by_product(uow, known):
        for code, signed in ((debit, minor), (credit, -minor)):
            role = known[code].role
            if role:
                sums[role, product] = sums.get((role, product), 0) + signed
    return {key: Money(minor, uow.currency) for key, minor in sums.items()}


def _moves_by_product(uow: UnitOfWork, known: Accounts) -> list[tuple[Code, Code, str | None, int]]:
    moves = _moves(uow, None, uow.business_date)
    by = (moves.c.debit, moves.c.credit, moves.c.product)
    wanted = select(*by, func.sum(moves.c.amount_minor)).where(_not_transferred(moves, known)).group_by(*by)
    return [(row[0], row[1], row[2] or None, int(row[3])) for row in uow.connection.execute(wanted)]


def journalled(uow: UnitOfWork, role: Account) -> Money:
    """Debits less credits that manual journals have posted to the accounts of a role."""
    codes = [code for code, account in accounts(uow).items() if account.role is role]
    signed = case((_p.debit.in_(codes), _p.amount_minor), else_=-_p.amount_minor)
    by_hand = select(manual_journal.c.entry_id).where(manual_journal.c.entry_id.is_not(None))
    touching = _p.debit.in_(codes) | _p.credit.in_(codes)
    summed = select(func.coalesce(func.sum(signed), 0)).where(_p.entry_id.in_(by_hand), touching)
    return Money(int(uow.connection.execute(summed).scalar_one()), uow.currency)


def daily_balances(uow: UnitOfWork, role: Account, days: Collection[date]) -> dict[date, Money]:
    """Debits less credits of the accounts of a role at the end of each of these days, in one look at the books."""
    if not days:
        return {}
    codes = [code for code, account in accounts(uow).items() if account.role is role]
    m = _moves(uow, None, max(days)).c
    signed = case((m.debit.in_(codes), m.amount_minor), else_=0) - case((m.credit.in_(codes), m.amount_minor), else_=0)
    touching = m.debit.in_(codes) | m.credit.in_(codes)
    moved = select(m.business_date, func.sum(signed)).where(touching).group_by(m.business_date)
    by_day = [(day, int(minor)) for day, minor in uow.connection.execute(moved)]
    return {day: Money(sum(minor for on, minor in by_day if on <= day), uow.currency) for day in days}


def net_debits(uow: UnitOfWork, as_of: date) -> dict[Code, int]:
    """Debits less credits of every account at the end of `as_of`, in minor units."""
    return {code: debited - credited for code, (debited, credited) in turnovers(uow, None, as_of).items()}


def turnovers(uow: UnitOfWork, from_: date | None, until: date) -> dict[Code, Turnover]:
    """What every account was debited and credited from `from_` (the beginning if None) to the end of `until`."""
    return _by_account(uow, _moves(uow, from_, until), true())


def _results_turned_over(uow: UnitOfWork, from_: date | None, until: date, known: Accounts) -> dict[Code, Turnover]:
    moves = _moves(uow, from_, until)
    return _by_account(uow, moves, _not_transferred(moves, known))


def _by_account(uow: UnitOfWork, moves: Subquery, only: ColumnElement[bool]) -> dict[Code, Turnover]:
    by = (moves.c.debit, moves.c.credit)
    summed = select(*by, func.sum(moves.c.amount_minor)).where(only).group_by(*by)
    turned_over: dict[Code, Turnover] = {}
    for debit, credit, moved in uow.connection.execute(summed):
        for code, debited, credited in ((debit, int(moved), 0), (credit, 0, int(moved))):
            before = turned_over.get(code, (0, 0))
            turned_over[code] = (before[0] + debited, before[1] + credited)
    return turned_over


def _moves(uow: UnitOfWork, from_: date | None, until: date) -> Subquery:
    """What moved between accounts: of days that are over in sums, of the open one posting by posting."""
    past = select(*_t).where(_t.business_date < uow.business_date)
    columns = (_p.business_date, _p.debit, _p.credit, func.coalesce(_p.product, "").label("product"), _p.amount_minor)
    open_day = select(*columns).where(_p.business_date >= uow.business_date)
    within = [
        wanted.where(day <= until, day >= from_ if from_ else true())
        for wanted, day in ((past, _t.business_date), (open_day, _p.business_date))
    ]
    return union_all(*within).subquery("moves")


def _not_transferred(moves: Subquery, known: Accounts) -> ColumnElement[bool]:
    """What moved otherwise than by emptying income and expense at the end of a year."""
    codes = [code for code, account in known.items() if account.role is Account.PROFIT_OF_THE_YEAR]
    return and_(moves.c.debit.not_in(codes), moves.c.credit.not_in(codes))
