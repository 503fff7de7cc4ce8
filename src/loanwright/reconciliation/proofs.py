"""What `verify` proves about reconciliation: no money is made or lost on the desk."""

from __future__ import annotations

from collections.abc import Generator

from sqlalchemy import and_, func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.reconciliation.desk import ItemState, Side
from loanwright.reconciliation.tables import reconciliation_item as item
from loanwright.reconciliation.tables import reconciliation_match as match
from loanwright.reconciliation.tables import reconciliation_match_item as member


def _matches_are_even(uow: UnitOfWork) -> Generator[Finding, None, int]:
    """What the bank and the books have in a match is the same; what was undone holds nothing."""
    bank, books = (func.coalesce(func.sum(item.c.amount_minor).filter(item.c.side == side.value), 0) for side in Side)
    held = func.count(item.c.id)
    mine = and_(item.c.id == member.c.item_id, item.c.match_id == match.c.id)
    joined = match.join(member).outerjoin(item, mine)
    columns = select(match.c.id, match.c.undone_at, held.label("held"), (bank - books).label("difference"))
    rows = uow.connection.execute(columns.select_from(joined).group_by(match.c.id)).all()
    for row in rows:
        if row.undone_at is not None and row.held:
            yield Finding(f"match {row.id}", "was undone and still holds items")
        elif row.difference:
            yield Finding(f"match {row.id}", f"its sides differ by {row.difference} minor units")
    return len(rows)


def _splits_are_whole(uow: UnitOfWork) -> Generator[Finding, None, int]:
    """The parts of a split item add up to it."""
    part = item.alias("part")
    live = and_(part.c.parent_id == item.c.id, part.c.state != ItemState.VOID.value)
    parts = func.coalesce(func.sum(part.c.amount_minor), 0)
    columns = select(item.c.id, (item.c.amount_minor - parts).label("difference"))
    split = columns.select_from(item.outerjoin(part, live)).where(item.c.state == ItemState.SPLIT.value)
    rows = uow.connection.execute(split.group_by(item.c.id)).all()
    for row in rows:
        if row.difference:
            yield Finding(f"reconciliation item {row.id}", f"its parts lack {row.difference} minor units")
    return len(rows)


PROOFS = (
    Proof(
        "reconciliation.matches",
        "每次对账匹配两边金额相等，撤销的不再占用任何款项",
        "Both sides of every reconciliation match add up to the same; an undone one holds nothing",
        _matches_are_even,
    ),
    Proof(
        "reconciliation.splits",
        "拆分的款项，各部分之和等于原款项",
        "The parts of every split item add up to it",
        _splits_are_whole,
    ),
)
