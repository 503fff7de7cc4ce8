"""Short ways to write into a test's books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import update

from loanwright.access.model import Permission
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import institution
from loanwright.infra.unit_of_work import SYSTEM, Actor, ActorKind, UnitOfWork
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Money
from loanwright.ledger.api import (
    Account,
    Entry,
    Journal,
    JournalLine,
    NewJournal,
    Posting,
    Side,
    approve_journal,
    draft_journal,
    open_next_day,
    post,
)
from loanwright.ledger.repository.entries import total_day

T = TypeVar("T")

CASH, CAPITAL, OTHER_INCOME, OFFICE = "1001", "4001", "6051.99", "6602"


class Books:
    """A lender's books with two accountants: `one` drafts, `other` approves."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.one, self.other = (self._accountant(name) for name in ("陈静", "周丽"))

    def _accountant(self, name: str) -> Actor:
        identifier = uuid7(self.runtime.clock())
        return Actor(ActorKind.STAFF, id=identifier, permissions=frozenset(map(str, Permission)), name=name)

    def run(self, work: Callable[[UnitOfWork], T], actor: Actor = SYSTEM) -> T:
        """A command."""
        return self.runtime.run(actor, work)

    def read(self, query: Callable[[UnitOfWork], T]) -> T:
        """A query."""
        with self.runtime.read(SYSTEM) as uow:
            return query(uow)

    def post(self, *postings: Posting) -> None:
        """An event posts."""
        self.run(lambda uow: post(uow, Entry("test.Happened", uow.command_id, postings)))

    def earn(self, minor: int, product: str = "nong-e-dai") -> None:
        """Interest accrues."""
        self.post(Posting(Account.INTEREST_RECEIVABLE, Account.INTEREST_INCOME, Money(minor), product))

    def draft(self, *lines: JournalLine, on: date = date(2026, 3, 2), reason: str = "月末计提") -> Journal:
        """The first accountant drafts a journal."""
        return self.run(lambda uow: draft_journal(uow, NewJournal(on, reason, lines)), self.one)

    def approve(self, journal: Journal) -> None:
        """The second one approves it."""
        self.run(lambda uow: approve_journal(uow, journal.id, ""), self.other)

    def jump_to(self, day: date) -> None:
        """It is `day`; nobody has closed the days between."""
        self.run(lambda uow: total_day(uow, uow.business_date))
        with self.runtime.engine.begin() as connection:
            connection.execute(update(institution).values(business_date=day))

    def move_to(self, day: date) -> None:
        """Days open one after the other until it is `day`, and charts take effect."""
        while self.read(lambda uow: uow.business_date) < day:
            self.run(open_next_day)


def debit(account: str, minor: int) -> JournalLine:
    """A line in debit."""
    return JournalLine(account, Side.DEBIT, Money(minor))


def credit(account: str, minor: int) -> JournalLine:
    """A line in credit."""
    return JournalLine(account, Side.CREDIT, Money(minor))
