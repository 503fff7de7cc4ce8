"""What must hold between a loan's events, its stored figures and the ledger; `loanwright verify` runs it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select

from loanwright.engine.api import replay
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.ledger.api import Account, balances
from loanwright.servicing.projection import installment_rows, project
from loanwright.servicing.repository import loans
from loanwright.servicing.repository.accrual import Day, accrued_sql, penalties_sql
from loanwright.servicing.repository.rows import loan_of, projected_columns
from loanwright.servicing.tables import book_day, day_close_chunk, loan, suspense_item

_BATCH = 500


def _projections_equal_replay(uow: UnitOfWork) -> Generator[Finding, None, int]:
    looked_at = 0
    wanted = select(loan).where(loan.c.last_seq > 0).order_by(loan.c.number)
    stored = uow.connection.execution_options(yield_per=_BATCH).execute(wanted)
    for rows in stored.partitions():
        looked_at += len(rows)
        yield from _differing(uow, rows)
    return looked_at


def _differing(uow: UnitOfWork, rows: Iterable[Row[Any]]) -> Iterator[Finding]:
    by_id = {row.id: row for row in rows}
    events = loans.events_of_many(uow, list(by_id))
    installments = loans.stored_installments(uow, list(by_id))
    for loan_id, row in by_id.items():
        account = loan_of(row)
        try:
            state = replay(account.terms, events[loan_id], row.accrued_through, uow.calendar)
        except Refusal as refusal:
            yield Finding(f"loan {loan_id}", f"its events cannot be replayed: {refusal}")
            continue
        expected = projected_columns(project(account, events[loan_id], state))
        wrong = sorted(name for name, value in expected.items() if getattr(row, name) != value)
        if wrong:
            yield Finding(f"loan {loan_id}", f"differs from its events in {', '.join(wrong)}")
        if installments[loan_id] != installment_rows(loan_id, state):
            yield Finding(f"loan {loan_id}", "its installments differ from its events")


def _sub_ledger_equals_ledger(uow: UnitOfWork) -> Generator[Finding, None, int]:
    ledger = balances(uow)
    for account, minor in _sub_ledger(uow).items():
        expected = Money(minor, uow.currency)
        if expected != ledger[account]:
            yield Finding(f"account {account.value}", f"the loans say {expected}, the ledger {ledger[account]}")
    return int(uow.connection.execute(select(func.count()).select_from(loan)).scalar_one())


def _sub_ledger(uow: UnitOfWork) -> dict[Account, int]:
    """Debits less credits that the loans and the suspense list add up to, as posted until now."""
    c = loan.c
    interest, penalties = _risen(accrued_sql), _risen(penalties_sql)
    columns: dict[Account, ColumnElement[int]] = {
        Account.LOANS: c.principal_minor,
        Account.INTEREST_RECEIVABLE: c.interest_receivable_minor + interest,
        Account.FEE_RECEIVABLE: c.fees_receivable_minor,
        Account.PENALTY_RECEIVABLE: c.penalties_receivable_minor + penalties,
        Account.CUSTOMER_CREDIT: -c.credit_minor,
        Account.INTEREST_INCOME: -c.interest_income_minor - interest,
        Account.FEE_INCOME: -c.fee_income_minor,
        Account.PENALTY_INCOME: -c.penalty_income_minor - penalties,
        Account.WAIVERS: c.waived_minor,
        Account.OPENING_BALANCES: -c.taken_over_minor,
    }
    sums = [func.coalesce(func.sum(column), 0).label(account.value) for account, column in columns.items()]
    row = uow.connection.execute(select(*sums).select_from(loan.outerjoin(_CLOSED, _CLOSED.c.range == c.book_range)))
    totals = {account: int(minor) for account, minor in zip(columns, row.one(), strict=True)}
    waiting = _sum(suspense_item.c.amount_minor).where(suspense_item.c.allocated_at.is_(None))
    held = _sum(book_day.c.provision_minor).join(_CLOSED, _LAST_CLOSE)
    return totals | {
        Account.SETTLEMENT_SUSPENSE: -int(uow.connection.execute(waiting).scalar_one()),
        Account.LOAN_LOSS_ALLOWANCE: -int(uow.connection.execute(held).scalar_one()),
    }


def _sum(column: ColumnElement[int]) -> Select[Any]:
    return select(func.coalesce(func.sum(column), 0))


_CLOSED = (
    select(day_close_chunk.c.book_range.label("range"), func.max(day_close_chunk.c.business_date).label("through"))
    .group_by(day_close_chunk.c.book_range)
    .subquery("closed")
)
_LAST_CLOSE = and_(book_day.c.book_range == _CLOSED.c.range, book_day.c.business_date == _CLOSED.c.through)


def _risen(line: Callable[[Day], ColumnElement[int]]) -> ColumnElement[int]:
    """What closes have posted of it since the loan's row was written: `projection.posted_so_far` in SQL."""
    closed = func.least(_CLOSED.c.through, loan.c.touch_on - 1)
    through = case((_CLOSED.c.through.is_(None), loan.c.accrued_through), else_=closed)
    return line(func.greatest(loan.c.accrued_through, through)) - line(loan.c.accrued_through)


PROOFS = (
    Proof(
        "loan-projections",
        "每笔贷款的余额和期次与其事件重算结果一致",
        "Every loan's figures and installments equal the replay of its events",
        _projections_equal_replay,
    ),
    Proof(
        "sub-ledger",
        "各贷款与待查账款之和等于总账科目余额",
        "Loans and suspense add up to the ledger's balances",
        _sub_ledger_equals_ledger,
    ),
)
