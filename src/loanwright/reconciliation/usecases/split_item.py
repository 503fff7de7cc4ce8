"""Cut an item into parts that can be matched one by one, and join them again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.reconciliation import desk
from loanwright.reconciliation.desk import ItemState
from loanwright.reconciliation.repository import items


def split_item(uow: UnitOfWork, item_id: UUID, amounts: Sequence[Money]) -> list[UUID]:
    """Let parts of these amounts stand for the item; their ids.

    Raises:
        ItemNotFound, ItemNotOpen, SplitNotWhole, CurrencyMismatch
    """
    items.hold_desk(uow)
    [item] = items.items_by_id(uow, [item_id])
    desk.check_split(item, amounts)
    parts = [items.part_of(uow, item, amount) for amount in amounts]
    items.add_items(uow, parts)
    items.set_state(uow, [item.id], ItemState.SPLIT)
    uow.audit("reconciliation.split_item", "reconciliation_item", item.id, parts=len(parts))
    return [part.id for part in parts]


def join_item(uow: UnitOfWork, item_id: UUID) -> None:
    """Undo a split: the item stands for itself again.

    Raises:
        ItemNotFound, SplitNotJoinable
    """
    items.hold_desk(uow)
    [item] = items.items_by_id(uow, [item_id])
    parts = items.parts_of(uow, item_id)
    desk.check_join(item, parts)
    items.set_state(uow, [part.id for part in parts], ItemState.VOID)
    items.set_state(uow, [item.id], ItemState.OPEN)
    uow.audit("reconciliation.join_item", "reconciliation_item", item.id)
