"""Reading groups and rings, for investigators."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, exists, not_, select, tuple_

from loanwright.fraud import repository
from loanwright.fraud.model import Group, Link, Member, Settlement
from loanwright.fraud.rings import PARAMETERS, is_suspected
from loanwright.fraud.rules import RingUnknown
from loanwright.fraud.tables import group, ring_verdict
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties import api as parties

PAGE = 50


class RingQueue(StrEnum):
    """Which groups an investigator looks at, the most suspicious first."""

    OPEN = "open"  # rings nobody has looked at as they are now
    SETTLED = "settled"
    GROUPS = "groups"  # linked people, whether they are a ring or not


@dataclass(frozen=True, slots=True)
class RingFile:
    """A group with everything about it; `people` are masked, and only the newest where there are many."""

    group: Group
    members: tuple[Member, ...]
    links: tuple[Link, ...]
    people: dict[UUID, parties.MaskedPerson]
    settlements: tuple[Settlement, ...]


def list_rings(uow: UnitOfWork, queue: RingQueue, after: UUID | None = None) -> list[tuple[Group, Settlement | None]]:
    """One page, and one more if there is a next page; each with the latest verdict."""
    query = select(group).where(*_of_queue(queue))
    if after is not None:
        last = select(group.c.points, group.c.id).where(group.c.id == after).subquery()
        query = query.where(tuple_(group.c.points, group.c.id) < select(last.c.points, last.c.id).scalar_subquery())
    rows = uow.connection.execute(query.order_by(group.c.points.desc(), group.c.id.desc()).limit(PAGE + 1))
    found = [repository.group_from(row) for row in rows]
    verdicts = repository.latest_settlements(uow, [each.id for each in found])
    return [(each, verdicts.get(each.id)) for each in found]


def ring_file(uow: UnitOfWork, ring_id: UUID) -> RingFile:
    """One group with its newest people and what links them.

    Raises:
        RingUnknown
    """
    found = repository.find_group(uow, ring_id)
    if found is None:
        raise RingUnknown
    members = repository.newest_members(uow, ring_id, PARAMETERS.newest_people)
    party_ids = [member.party_id for member in members]
    return RingFile(
        group=found,
        members=tuple(members),
        links=tuple(repository.hinted_links_of(uow, party_ids)),
        people=parties.masked_people(uow, party_ids),
        settlements=tuple(repository.settlements_of(uow, ring_id)),
    )


def group_of(uow: UnitOfWork, party_id: UUID) -> tuple[Group, Settlement | None] | None:
    """The group somebody is in, with the latest verdict on it; None for those linked with nobody."""
    root = repository.root_of(uow, party_id)
    found = repository.find_group(uow, root) if root else None
    if found is None:
        return None
    return found, repository.latest_settlements(uow, [found.id]).get(found.id)


def suspected_ring(uow: UnitOfWork, party_id: UUID) -> Group | None:
    """The ring somebody is in, unless an investigator has cleared it."""
    found = group_of(uow, party_id)
    return found[0] if found and is_suspected(*found) else None


def _of_queue(queue: RingQueue) -> list[ColumnElement[bool]]:
    match queue:
        case RingQueue.OPEN:
            return [group.c.ring_since_at.is_not(None), not_(_looked_at())]
        case RingQueue.SETTLED:
            return [group.c.ring_since_at.is_not(None), _looked_at()]
        case RingQueue.GROUPS:
            return []
        case _:
            assert_never(queue)


def _looked_at() -> Any:
    """Whether there is a verdict on the ring as bad as it is now."""
    as_bad = tuple_(ring_verdict.c.points, ring_verdict.c.people) >= tuple_(group.c.points, group.c.people)
    return exists().where(ring_verdict.c.ring_id == group.c.id, as_bad)
