"""What stands behind the ledger's control accounts: the loans and the receipts nobody has matched yet."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, control_accounts
from loanwright.servicing.repository.accrual import Moment, accrued_sql, penalties_sql
from loanwright.servicing.tables import book_day, day_close_chunk, loan, suspense_item

_BESIDE_LOANS = (Account.LOAN_LOSS_ALLOWANCE, Account.SETTLEMENT_SUSPENSE)


@dataclass(frozen=True)
class LoanBook:
    """Serves the ledger's `SubLedger`; `proofs` are what must hold before a month is closed."""

    proofs: Sequence[Proof]
    roles: frozenset[Account] = field(default_factory=lambda: frozenset({*_columns(), *_BESIDE_LOANS}))

    def balances(self, uow: UnitOfWork) -> dict[tuple[Account, str | None], Money]:
        """Debits less credits that loans, snapshots and the suspense list add up to, as posted until now."""
        minors = {**_by_product(uow), **_held(uow)}
        waiting = select(func.coalesce(func.sum(suspense_item.c.amount_minor), 0)).where(_UNMATCHED)
        minors[Account.SETTLEMENT_SUSPENSE, None] = -int(uow.connection.execute(waiting).scalar_one())
        return {key: Money(minor, uow.currency) for key, minor in minors.items()}

    def suspense_booked_until(self, uow: UnitOfWork, day: date) -> int:
        """How many receipts booked until the end of `day` nobody has matched yet."""
        wanted = select(func.count()).where(_UNMATCHED, suspense_item.c.booked_on <= day)
        return int(uow.connection.execute(wanted).scalar_one())


_UNMATCHED = suspense_item.c.allocated_at.is_(None)

_CLOSED = (
    select(day_close_chunk.c.book_range.label("range"), func.max(day_close_chunk.c.business_date).label("through"))
    .group_by(day_close_chunk.c.book_range)
    .subquery("closed")
)
_LAST_CLOSE = and_(book_day.c.book_range == _CLOSED.c.range, book_day.c.business_date == _CLOSED.c.through)


def _by_product(uow: UnitOfWork) -> dict[tuple[Account, str | None], int]:
    columns = _columns()
    sums = [func.coalesce(func.sum(column), 0) for column in columns.values()]
    joined = loan.outerjoin(_CLOSED, _CLOSED.c.range == loan.c.book_range)
    wanted = select(loan.c.product_code, *sums).select_from(joined).group_by(loan.c.product_code)
    return {
        (role, row[0]): int(minor)
        for row in uow.connection.execute(wanted)
        for role, minor in zip(columns, row[1:], strict=True)
    }


def _held(uow: UnitOfWork) -> dict[tuple[Account, str | None], int]:
    """The allowance that the last closes hold per product."""
    held = func.sum(book_day.c.provision_minor)
    wanted = select(book_day.c.product_code, held).join(_CLOSED, _LAST_CLOSE).group_by(book_day.c.product_code)
    return {(Account.LOAN_LOSS_ALLOWANCE, row[0]): -int(row[1]) for row in uow.connection.execute(wanted)}


def _columns() -> dict[Account, ColumnElement[int]]:
    c = loan.c
    closed = _closed_through()
    interest = accrued_sql(c, closed) - c.interest_risen_minor
    penalties = penalties_sql(c, closed) - c.penalties_risen_minor
    accrues, beside = c.non_accrual.is_(None), interest + penalties
    interest, penalties = (case((accrues, risen), else_=0) for risen in (interest, penalties))
    beside -= interest + penalties
    memo_interest, memo_written_off = (func.coalesce(c[f"memo_{of}_minor"], 0) for of in ("interest", "written_off"))
    return {
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
        Account.MEMO_INTEREST: memo_interest + beside,
        Account.MEMO_WRITTEN_OFF: memo_written_off,
        Account.MEMO_CONTRA: -memo_interest - beside - memo_written_off,
    }


def _closed_through() -> Moment:
    """The day through which closes have posted a loan's growth: `projection.posted_so_far` in SQL."""
    closed = func.least(_CLOSED.c.through, loan.c.touch_on - 1)
    through = case((_CLOSED.c.through.is_(None), loan.c.accrued_through), else_=closed)
    return Moment.of(func.greatest(loan.c.accrued_through, through))


def _sub_ledger_equals_ledger(uow: UnitOfWork) -> Generator[Finding, None, int]:
    for line in control_accounts(uow):
        if line.difference.minor:
            of = f" of {line.product}" if line.product else ""
            found = f"the loans say {line.facts}, the ledger {line.ledger}"
            yield Finding(f"account {line.role.value}{of}", found)
    return int(uow.connection.execute(select(func.count()).select_from(loan)).scalar_one())


SUB_LEDGER_EQUALS_LEDGER = Proof(
    "sub-ledger",
    "各贷款与待查账款之和等于总账科目余额",
    "Loans and suspense add up to the ledger's balances",
    _sub_ledger_equals_ledger,
)
