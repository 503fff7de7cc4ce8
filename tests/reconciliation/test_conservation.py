"""Whatever people and the machine do on the desk, in whatever order: no entry is lost and no money is made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from uuid import uuid4

import pytest

from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.money import Money, total
from loanwright.kernel.refusals import Refusal
from loanwright.payments import api as payments
from loanwright.reconciliation.desk import Item, ItemState, Side
from loanwright.reconciliation.proofs import PROOFS
from loanwright.reconciliation.usecases.confirm_match import confirm_match
from loanwright.reconciliation.usecases.match_items import match_items
from loanwright.reconciliation.usecases.split_item import join_item, split_item
from loanwright.reconciliation.usecases.undo_match import undo_match
from tests.queue import drain
from tests.reconciliation.conftest import Table, told

_DEEDS = 40
_AMOUNTS = ("30.00", "70.00", "100.00", "100.00", "250.00", "12.34")


@dataclass
class Hands:
    """Somebody who does whatever comes to mind; what is refused is left."""

    table: Table
    dice: Random

    def do_something(self) -> None:
        deed = self.dice.choice([self.match, self.match, self.split, self.join, self.undo, self.run])
        with suppress(Refusal):
            self.table.runtime.run(SYSTEM, deed())

    def match(self) -> Callable[[UnitOfWork], object]:
        bank, books = ([item.id for item in self.table.items(side)] for side in Side)
        some = self.dice.sample(bank, min(len(bank), self.dice.randint(1, 2)))
        others = self.dice.sample(books, min(len(books), self.dice.randint(1, 2)))
        return lambda uow: confirm_match(uow, [*some, *others], "")

    def split(self) -> Callable[[UnitOfWork], object]:
        item = self._some(ItemState.OPEN)
        part = Money(self.dice.randint(-10, item.amount.minor), item.amount.currency)
        return lambda uow: split_item(uow, item.id, [part, item.amount - part])

    def join(self) -> Callable[[UnitOfWork], object]:
        item = self._some(ItemState.SPLIT)
        return lambda uow: join_item(uow, item.id)

    def undo(self) -> Callable[[UnitOfWork], object]:
        made = [file.match.id for file in self.table.matches()] or [uuid4()]
        chosen = self.dice.choice(made)
        return lambda uow: undo_match(uow, chosen, "no")

    def run(self) -> Callable[[UnitOfWork], object]:
        return match_items

    def _some(self, state: ItemState) -> Item:
        found = [*self.table.items(Side.BANK, state), *self.table.items(Side.BOOKS, state)]
        return self.dice.choice(found or [*self.table.items(Side.BANK, ItemState.MATCHED), *self._any()])

    def _any(self) -> list[Item]:
        return [item for state in ItemState for item in self.table.items(Side.BANK, state)]


@pytest.mark.parametrize("seed", range(3))
def test_no_entry_is_lost_and_no_money_is_made(table: Table, seed: int) -> None:
    hands = Hands(table, Random(seed))
    for amount in _AMOUNTS:
        with table.runtime.begin(SYSTEM) as uow:
            payments.request_payment(uow, "test-request", uuid4(), None, Money.parse(amount))
    drain(table.runtime)
    entries = [told(amount, counterparty=f"付款人{number}") for number, amount in enumerate(_AMOUNTS)]
    table.bring(entries)
    for _ in range(_DEEDS):
        hands.do_something()
        standing = [item for state in _STANDING for item in table.items(Side.BANK, state)]
        assert total(item.amount for item in standing) == Money.parse("562.34")
        assert {item.seq for item in standing} == set(range(1, len(_AMOUNTS) + 1))
    with table.runtime.read(SYSTEM) as uow:
        assert [finding for proof in PROOFS for finding in proof.check(uow)] == []


def test_bringing_the_same_statement_again_changes_nothing(table: Table) -> None:
    entries = [told(amount, counterparty="王小明") for amount in _AMOUNTS]
    table.bring(entries)
    before = table.items(Side.BANK), table.exceptions()
    table.bring(entries)
    assert (table.items(Side.BANK), table.exceptions()) == before


_STANDING = (ItemState.OPEN, ItemState.MATCHED, ItemState.EXPLAINED)
