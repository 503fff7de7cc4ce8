"""Who acts, when the edge has already seen to it that it is a borrower or a member of staff."""

from __future__ import annotations

from uuid import UUID

from loanwright.access.api import SignInRequired
from loanwright.infra.unit_of_work import ActorKind, UnitOfWork


def acting_party(uow: UnitOfWork) -> UUID:
    """The borrower's own party.

    Raises:
        SignInRequired: somebody else acts.
    """
    if uow.actor.party_id is None:
        raise SignInRequired
    return uow.actor.party_id


def acting_staff(uow: UnitOfWork) -> UUID:
    """The member of staff.

    Raises:
        SignInRequired: somebody else acts.
    """
    if uow.actor.kind is not ActorKind.STAFF or uow.actor.id is None:
        raise SignInRequired
    return uow.actor.id
