"""Rings as JSON."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.fraud.model import Group, Link, LinkKind, PatternKind, RingVerdict, Settlement
from loanwright.fraud.queries import RingFile
from loanwright.fraud.rings import awaits_verdict


class PatternView(BaseModel):
    """A pattern found: how many people it is about, and what it adds."""

    kind: PatternKind
    people: int
    points: int


class SettlementView(BaseModel):
    """What an investigator made of a ring, and how bad it was then."""

    verdict: RingVerdict
    reason: str
    people: int
    points: int
    by_name: str
    at: datetime


class RingSummary(BaseModel):
    """A group in a list."""

    id: UUID
    people: int
    points: int
    is_ring: bool
    awaits_verdict: bool
    patterns: list[PatternView]
    grown_at: datetime
    latest: SettlementView | None


class RingList(BaseModel):
    """One page of groups, the most suspicious first."""

    items: list[RingSummary]
    next_cursor: UUID | None


class RingPerson(BaseModel):
    """A person in the picture, masked, with their applications."""

    party_id: UUID
    name: str
    phone: str
    applied_at: datetime
    applications: list[UUID]


class RingThing(BaseModel):
    """A thing people share, masked: `id` tells it from others and means nothing else."""

    id: str
    kind: LinkKind
    hint: str
    people: int


class RingLink(BaseModel):
    """Why a person stands beside a thing: which of their applications said so, as what, and when."""

    party_id: UUID
    thing: str
    kind: LinkKind
    application_id: UUID
    seen_at: datetime


class RingView(RingSummary):
    """A group with the picture of it: people, what they share, and each link."""

    members: list[RingPerson]
    things: list[RingThing]
    links: list[RingLink]
    settlements: list[SettlementView]


class RingSettlement(BaseModel):
    """An investigator's verdict."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: RingVerdict
    reason: str = Field(max_length=1000)


def summary_of(group: Group, latest: Settlement | None) -> RingSummary:
    """A group in a list."""
    return RingSummary(
        id=group.id,
        people=group.people,
        points=group.points,
        is_ring=group.ring_since_at is not None,
        awaits_verdict=awaits_verdict(group, latest),
        patterns=[PatternView(kind=each.kind, people=each.people, points=each.points) for each in group.patterns],
        grown_at=group.grown_at,
        latest=settlement_view(latest) if latest else None,
    )


def ring_view(file: RingFile) -> RingView:
    """A group with its picture; what only one person has is left out of it."""
    latest = file.settlements[-1] if file.settlements else None
    sharers: dict[bytes, set[UUID]] = {}
    for link in file.links:
        sharers.setdefault(link.value, set()).add(link.party_id)
    shared = [link for link in file.links if len(sharers[link.value]) > 1]
    return RingView(
        **summary_of(file.group, latest).model_dump(),
        members=_people(file),
        things=_things(shared, sharers),
        links=[_link(link) for link in shared],
        settlements=[settlement_view(each) for each in file.settlements],
    )


def settlement_view(settled: Settlement) -> SettlementView:
    """A verdict."""
    return SettlementView(
        verdict=settled.verdict,
        reason=settled.reason,
        people=settled.people,
        points=settled.points,
        by_name=settled.by_name,
        at=settled.at,
    )


def _people(file: RingFile) -> list[RingPerson]:
    applications: dict[UUID, list[UUID]] = {}
    for link in file.links:
        known = applications.setdefault(link.party_id, [])
        if link.application_id not in known:
            known.append(link.application_id)
    return [
        RingPerson(
            party_id=member.party_id,
            name=person.name if (person := file.people.get(member.party_id)) else "",
            phone=person.phone if person else "",
            applied_at=member.applied_at,
            applications=applications.get(member.party_id, []),
        )
        for member in file.members
    ]


def _things(shared: list[Link], sharers: dict[bytes, set[UUID]]) -> list[RingThing]:
    newest = {link.value: link for link in shared}
    return [
        RingThing(id=_thing_id(value), kind=link.kind, hint=link.hint, people=len(sharers[value]))
        for value, link in newest.items()
    ]


def _link(link: Link) -> RingLink:
    return RingLink(
        party_id=link.party_id,
        thing=_thing_id(link.value),
        kind=link.kind,
        application_id=link.application_id,
        seen_at=link.seen_at,
    )


def _thing_id(value: bytes) -> str:
    return value.hex()[:16]
