"""The reconciliation desk on the real application beside the real sandbox bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.reconciliation.desk import ExceptionCase, Item, ItemState, Side
from loanwright.reconciliation.model import Entry
from loanwright.reconciliation.queries import desk as queries
from loanwright.reconciliation.usecases.import_statements import import_statements
from loanwright.reconciliation.usecases.match_items import MatchRun, match_items
from tests.outside import LENDER_ACCOUNT
from tests.queue import drain
from tests.reconciliation.rendering import as_camt053

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Table:
    """What staff do at the desk, and what lies there."""

    runtime: Runtime

    def bring(self, entries: list[Entry]) -> None:
        """A statement of our account with these entries, matched."""
        content = as_camt053(entries, account=LENDER_ACCOUNT, currency="CNY")
        self.runtime.run(SYSTEM, lambda uow: import_statements(uow, content.encode(), "a.xml"))
        drain(self.runtime)

    def look(self) -> MatchRun:
        """The machine looks again."""
        return self.runtime.run(SYSTEM, match_items)

    def items(self, side: Side, state: ItemState = ItemState.OPEN) -> list[Item]:
        """Items of one side."""
        with self.runtime.read(SYSTEM) as uow:
            return queries.list_items(uow, side, state, None, 200)

    def exceptions(self, *, is_open: bool = True) -> list[ExceptionCase]:
        """The work list."""
        with self.runtime.read(SYSTEM) as uow:
            return queries.list_exceptions(uow, queries.ExceptionFilter(is_open=is_open), None, 200)

    def matches(self) -> list[queries.MatchFile]:
        """Matches, newest first."""
        with self.runtime.read(SYSTEM) as uow:
            return queries.list_matches(uow, None, 200)


@pytest.fixture
def table(runtime: Runtime) -> Table:
    """An empty desk."""
    return Table(runtime)


def told(amount: str, *, credit: bool = True, day: date = DAY, **said: str) -> Entry:
    """An entry of a statement."""
    return Entry(day, day, Decimal(amount), "CNY", credit=credit, **said)  # type: ignore[arg-type]
