"""An application arrives: who is it linked with, and does that make a ring?

Work is bounded however many applications there are: a look-up in an index for each thing the application says, the
smaller group of a union rewritten, and the newest people of the resulting group looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from loanwright.fraud import observations, repository
from loanwright.fraud.behaviour import type_alike
from loanwright.fraud.events import RingFound
from loanwright.fraud.links import Applicant, index_text, traits_of
from loanwright.fraud.lists import ListEntry, ListName
from loanwright.fraud.model import JOINING, Group, Link, LinkKind
from loanwright.fraud.rings import PARAMETERS, is_ring, patterns_of
from loanwright.infra.unit_of_work import UnitOfWork

_NEARBY = frozenset({LinkKind.ADDRESS, LinkKind.BROWSER})


def link_application(uow: UnitOfWork, applicant: Applicant, listed: Sequence[ListEntry] = ()) -> Group | None:
    """The group the applicant is in now; None while they are linked with nobody. Safe to repeat.

    Of what is `listed`, things that are allowed join nobody.

    The audit record is the calling command's.
    """
    links = links_of(uow, applicant)
    allowed = {entry.value for entry in listed if entry.list is ListName.ALLOW}
    joining = {link.value for link in links if link.kind in JOINING and link.value not in allowed}
    # Two who share something and apply at the same moment must see each other: the second waits for the first.
    repository.hold(uow, {value.hex() for value in joining})
    repository.add_links(uow, links)
    repository.enter_member(uow, applicant.party_id)
    # One person for each thing shared is enough: all who share a thing are in one group already.
    sharers = repository.newest_sharers(uow, joining, applicant.party_id, PARAMETERS.hub_people)
    root = _joined(uow, {applicant.party_id, *sharers, *_typing_alike(uow, applicant.party_id, links)})
    return _looked_at(uow, root)


def links_of(uow: UnitOfWork, applicant: Applicant) -> list[Link]:
    """Everything the application says that others may say too, as it is stored."""
    return [
        Link(
            application_id=applicant.application_id,
            party_id=applicant.party_id,
            kind=trait.kind,
            value=uow.keyring.blind_index(index_text(trait)),
            hint=trait.hint,
            seen_at=uow.now,
        )
        for trait in traits_of(applicant)
    ]


def _typing_alike(uow: UnitOfWork, party_id: UUID, links: Sequence[Link]) -> set[UUID]:
    """Neighbours, or people with the same make of browser, who type so much alike that they may be one person."""
    nearby = {link.value for link in links if link.kind in _NEARBY}
    others = observations.neighbours(uow, nearby, party_id, PARAMETERS.neighbours_compared)
    typing = observations.figures_of(uow, {party_id, *others})
    own = typing.pop(party_id, None)
    if own is None:
        return set()
    return {other for other, figures in typing.items() if type_alike(own, figures, PARAMETERS.joins_within)}


def _joined(uow: UnitOfWork, parties: Collection[UUID]) -> UUID:
    """The root of the one group all of these are in now: the largest takes the others in."""
    sizes = repository.sizes_of(uow, _held_roots(uow, parties))
    largest, *others = sorted(sizes, key=lambda root: (-sizes[root], root))
    if not others:
        return largest
    for root in others:
        repository.absorb(uow, largest, root)
    before = repository.find_group(uow, largest) or Group(largest, 1, (), uow.now, None)
    repository.save_group(uow, replace(before, people=sum(sizes.values()), grown_at=uow.now))
    return largest


def _held_roots(uow: UnitOfWork, parties: Collection[UUID]) -> set[UUID]:
    """The roots, held: read again after they are, for one may have been taken in meanwhile."""
    roots = repository.roots_of(uow, parties)
    while True:
        repository.hold(uow, [str(root) for root in roots])
        again = repository.roots_of(uow, parties)
        if again == roots:
            return roots
        roots = again


def _looked_at(uow: UnitOfWork, root: UUID) -> Group | None:
    before = repository.find_group(uow, root)
    if before is None:
        return None
    members = repository.newest_members(uow, root, PARAMETERS.newest_people)
    parties = [member.party_id for member in members]
    typing = observations.figures_of(uow, parties)
    patterns = patterns_of(members, repository.links_of(uow, parties), list(typing.values()))
    ring = is_ring(before.people, patterns)
    since = (before.ring_since_at or uow.now) if ring else None
    after = replace(before, patterns=patterns, ring_since_at=since)
    repository.save_group(uow, after)
    _tell(uow, before, after, parties)
    return after


def _tell(uow: UnitOfWork, before: Group, after: Group, parties: Sequence[UUID]) -> None:
    worse = after.points != before.points or before.ring_since_at is None
    if after.ring_since_at is not None and (worse or before.grown_at == uow.now):
        uow.publish(RingFound(ring_id=after.id, party_ids=tuple(parties), points=after.points))
