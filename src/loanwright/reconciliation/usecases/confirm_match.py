"""A person says that items are the same money."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation import desk
from loanwright.reconciliation.desk import Resolution
from loanwright.reconciliation.repository import exceptions, items, matches


def confirm_match(uow: UnitOfWork, item_ids: Sequence[UUID], note: str) -> UUID:
    """Match these items of the bank with these of the books; their exceptions end. The match's id.

    Raises:
        ItemNotFound, ItemNotOpen, MatchOneSided, MatchAmountsDiffer, CurrencyMismatch
    """
    items.hold_desk(uow)
    chosen = items.items_by_id(uow, item_ids)
    desk.check_match(chosen)
    [match_id] = matches.add_matches(uow, [(desk.BY_HAND, [item.id for item in chosen])], note)
    exceptions.resolve_of_items(uow, [item.id for item in chosen], Resolution.MATCHED, note)
    uow.audit("reconciliation.confirm_match", "reconciliation_match", match_id, items=len(chosen))
    return match_id
