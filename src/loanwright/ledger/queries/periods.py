"""Months and what must hold before one of them is closed; and the control accounts against what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Proof
from loanwright.ledger.journal import JournalState
from loanwright.ledger.period import CheckState, ClosingCheck, Period, known_period
from loanwright.ledger.queries.balances import balances_by_product, chart, trial_balance
from loanwright.ledger.repository import periods
from loanwright.ledger.sub_ledger import ControlLine, SubLedger, compared
from loanwright.ledger.tables import manual_journal as journal


def all_periods(uow: UnitOfWork) -> list[Period]:
    """Every month of the books, newest first."""
    return list(periods.all_periods(uow).values())[::-1]


def period(uow: UnitOfWork, month: date) -> Period:
    """One month.

    Raises:
        PeriodUnknown: the books do not reach there.
    """
    return known_period(periods.all_periods(uow), month)


def closing_checks(uow: UnitOfWork, period: Period) -> list[ClosingCheck]:
    """What must hold, and what should, before the month is closed, each looked at now."""
    behind = uow.adapter(SubLedger)
    return [
        _trial_balance(uow, period),
        _drafts(uow, period),
        *(_proved(uow, proof) for proof in behind.proofs),
        _suspense(behind.suspense_booked_until(uow, period.last_day)),
    ]


def control_accounts(uow: UnitOfWork) -> list[ControlLine]:
    """Every role that loans or receipts stand behind, per product: what they say and what the ledger does."""
    behind = uow.adapter(SubLedger)
    return compared(chart(uow), behind.roles, behind.balances(uow), balances_by_product(uow), uow.currency)


def _trial_balance(uow: UnitOfWork, period: Period) -> ClosingCheck:
    balanced = trial_balance(uow, min(period.last_day, uow.business_date)).balanced
    return _must("trial-balance", "试算平衡", "The trial balance balances", 0 if balanced else 1)


def _drafts(uow: UnitOfWork, period: Period) -> ClosingCheck:
    waiting = (journal.c.state == JournalState.DRAFT.value, journal.c.posted_on <= period.last_day)
    count = uow.connection.scalar(select(func.count()).select_from(journal).where(*waiting)) or 0
    return _must("journals", "没有待审批的手工凭证", "No manual journal waits for approval", count)


def _suspense(count: int) -> ClosingCheck:
    state = CheckState.WARNING if count else CheckState.PASSED
    title_zh, title_en = "没有当月及以前的待查账款", "No suspense of this month or before"
    return ClosingCheck("suspense", title_zh, title_en, state, count)


def _proved(uow: UnitOfWork, proof: Proof) -> ClosingCheck:
    return _must(proof.name, proof.title_zh, proof.title_en, _count(iter(proof.check(uow))))


def _count(findings: Iterator[object]) -> int:
    return sum(1 for _ in findings)


def _must(name: str, title_zh: str, title_en: str, found: int) -> ClosingCheck:
    return ClosingCheck(name, title_zh, title_en, CheckState.FAILED if found else CheckState.PASSED, found)
