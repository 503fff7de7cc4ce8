"""Items of the desk as rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, select, text, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.reconciliation.desk import Item, ItemKind, ItemNotFound, ItemState, Said, Side
from loanwright.reconciliation.tables import reconciliation_item as table

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('reconciliation-desk', 0))")
_ROWS_AT_ONCE = 2_000


def hold_desk(uow: UnitOfWork) -> None:
    """Be the only one who matches, splits or undoes until the transaction ends: the matcher looks at everything."""
    uow.connection.execute(_ONE_AT_A_TIME)


def add_items(uow: UnitOfWork, items: Sequence[Item]) -> None:
    """Put new items on the desk."""
    rows = [_row_of(uow, item) for item in items]
    for begin in range(0, len(rows), _ROWS_AT_ONCE):
        uow.connection.execute(insert(table), rows[begin : begin + _ROWS_AT_ONCE])


def item_of_source(uow: UnitOfWork, source_id: UUID, kind: ItemKind) -> Item | None:
    """The whole item that stands for an order, a request, a receipt; None if there is none."""
    mine = table.c.source_id == source_id, table.c.kind == kind.value, table.c.parent_id.is_(None)
    row = uow.connection.execute(select(table).where(*mine)).first()
    return None if row is None else item_of(uow, row)


def items_by_id(uow: UnitOfWork, item_ids: Iterable[UUID]) -> list[Item]:
    """These items, oldest first.

    Raises:
        ItemNotFound
    """
    wanted = set(item_ids)
    found = _items(uow, select(table).where(table.c.id.in_(wanted)))
    if len(found) < len(wanted):
        raise ItemNotFound
    return found


def parts_of(uow: UnitOfWork, item_id: UUID) -> list[Item]:
    """The parts an item was last split into."""
    mine = table.c.parent_id == item_id, table.c.state != ItemState.VOID.value
    return _items(uow, select(table).where(*mine))


def open_items(uow: UnitOfWork) -> list[Item]:
    """Everything that waits for its other side."""
    return _items(uow, select(table).where(table.c.state == ItemState.OPEN.value))


def settled_items_since(uow: UnitOfWork, day: date) -> list[Item]:
    """What was matched or explained and moved on `day` or later: it counts where something must be the only one."""
    states = ItemState.MATCHED.value, ItemState.EXPLAINED.value
    return _items(uow, select(table).where(table.c.state.in_(states), table.c.booked_on >= day))


def half_booked_items(uow: UnitOfWork) -> list[Item]:
    """Entries of the bank that are matched with what the books only expect: the books have not heard of the money."""
    expected = select(table.c.match_id).where(table.c.state == ItemState.MATCHED.value, ~table.c.is_moved)
    bank = table.c.side == Side.BANK.value, table.c.match_id.in_(expected)
    return _items(uow, select(table).where(*bank))


def set_state(uow: UnitOfWork, item_ids: Iterable[UUID], state: ItemState, match_id: UUID | None = None) -> None:
    """Move items to a state."""
    values = {"state": state.value, "match_id": match_id}
    uow.connection.execute(update(table).where(table.c.id.in_(set(item_ids))).values(values))


def let_hopes_go(uow: UnitOfWork, before: date) -> None:
    """Requests of days before this are waited for no longer; money that comes for one all the same is a receipt."""
    hopes = table.c.kind == ItemKind.REQUEST.value, table.c.state == ItemState.OPEN.value, table.c.booked_on < before
    uow.connection.execute(update(table).where(*hopes).values(state=ItemState.VOID.value))


def save_item(uow: UnitOfWork, item: Item) -> None:
    """Write a changed item of the books."""
    row = _row_of(uow, item)
    uow.connection.execute(update(table).where(table.c.id == row.pop("id")).values(row))


def part_of(uow: UnitOfWork, item: Item, amount: Money) -> Item:
    """A new part of an item."""
    return replace(item, id=uow.new_id(), amount=amount, parent_id=item.id)


def item_of(uow: UnitOfWork, row: Row[Any]) -> Item:
    """A row, unsealed."""
    return Item(
        id=row.id,
        side=Side(row.side),
        kind=ItemKind(row.kind),
        account=row.account,
        source_id=row.source_id,
        seq=row.seq,
        booked_on=row.booked_on,
        counted_on=row.counted_on,
        amount=Money(row.amount_minor, Currency(row.currency)),
        said=Said(**json.loads(uow.keyring.decrypt(row.said_sealed))),
        is_moved=row.is_moved,
        end_to_end_id=row.end_to_end_id,
        reference=row.reference,
        bank_reference=row.bank_reference,
        state=ItemState(row.state),
        match_id=row.match_id,
        parent_id=row.parent_id,
    )


def _items(uow: UnitOfWork, query: Select[Any]) -> list[Item]:
    return [item_of(uow, row) for row in uow.connection.execute(query.order_by(table.c.id))]


def _row_of(uow: UnitOfWork, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "side": item.side.value,
        "kind": item.kind.value,
        "account": item.account[:64],
        "source_id": item.source_id,
        "seq": item.seq,
        "booked_on": item.booked_on,
        "counted_on": item.counted_on,
        "amount_minor": item.amount.minor,
        "currency": item.amount.currency.value,
        "end_to_end_id": item.end_to_end_id[:140],
        "reference": item.reference[:140],
        "bank_reference": item.bank_reference[:140],
        "said_sealed": uow.keyring.encrypt(json.dumps(asdict(item.said), ensure_ascii=False)),
        "is_moved": item.is_moved,
        "state": item.state.value,
        "match_id": item.match_id,
        "parent_id": item.parent_id,
    }
