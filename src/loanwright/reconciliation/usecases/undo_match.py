"""Take a match back, a person's or the machine's."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation.desk import ItemState, MatchUndoneBefore
from loanwright.reconciliation.repository import items, matches


def undo_match(uow: UnitOfWork, match_id: UUID, reason: str) -> None:
    """Its items are open again, as they were. Nothing was booked by matching, so nothing is booked back.

    The machine does not make the same match again by itself: a person has said that it is wrong.

    Raises:
        MatchNotFound, MatchUndoneBefore
    """
    items.hold_desk(uow)
    match = matches.find_match(uow, match_id)
    if match.undone_at is not None:
        raise MatchUndoneBefore
    items.set_state(uow, matches.items_of_match(uow, match_id), ItemState.OPEN)
    matches.mark_undone(uow, match_id, reason)
    uow.audit("reconciliation.undo_match", "reconciliation_match", match_id, rule=match.rule)
