"""When a group is a ring: patterns among its people, each worth points. Pure.

Sharing a thing that is one's own (a device, an account, an ID number) is hard evidence; the rest only adds to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from loanwright.fraud.behaviour import Figures, most_alike
from loanwright.fraud.model import Group, Link, LinkKind, Member, Pattern, PatternKind, RingVerdict, Settlement

_HARD = frozenset(
    {
        PatternKind.SHARED_DEVICE,
        PatternKind.SHARED_ACCOUNT,
        PatternKind.SHARED_ID_NUMBER,
        PatternKind.TYPES_ALIKE,
    }
)


@dataclass(frozen=True, slots=True)
class RingParameters:
    """What counts as how much; the institution's, not law. `docs/fraud.md` has the reasons."""

    ring_people: int = 3
    ring_points: int = 60
    device_people: int = 3  # two share a phone in many a household
    circle_people: int = 3
    neighbours: int = 3
    burst_people: int = 3
    burst_within: timedelta = timedelta(hours=72)
    hub_people: int = 100  # what more people share than this (a branch's tablet, a hotline) joins nobody
    alike_people: int = 3
    alike_within: float = 0.12  # times differ by 12 % on average: one person on two days
    joins_within: float = 0.06  # what joins people who share only an address or a browser; two strangers: 1 in 1,000
    neighbours_compared: int = 30
    newest_people: int = 60  # patterns are looked for among so many: bounded work, however large a group grows


PARAMETERS = RingParameters()

POINTS = {
    PatternKind.SHARED_DEVICE: 40,
    PatternKind.SHARED_ACCOUNT: 40,
    PatternKind.SHARED_ID_NUMBER: 40,
    PatternKind.TYPES_ALIKE: 30,
    PatternKind.CONTACT_CIRCLE: 20,
    PatternKind.BURST: 20,
    PatternKind.SHARED_ADDRESS: 10,
    PatternKind.SHARED_EMPLOYER: 10,
    PatternKind.SHARED_BROWSER: 10,
}


def patterns_of(
    members: Sequence[Member],
    links: Iterable[Link],
    typing: Sequence[Figures] = (),
    parameters: RingParameters = PARAMETERS,
) -> tuple[Pattern, ...]:
    """The patterns among people who are linked already, each once, about the most people it holds for.

    `typing` has the figures of those whose forms were measured.
    """
    shared = _shared(links)
    least = {
        PatternKind.SHARED_DEVICE: (LinkKind.DEVICE, parameters.device_people),
        PatternKind.SHARED_ACCOUNT: (LinkKind.ACCOUNT, 2),
        PatternKind.SHARED_ID_NUMBER: (LinkKind.ID_NUMBER, 2),
        PatternKind.CONTACT_CIRCLE: (LinkKind.CONTACT, parameters.circle_people),
        PatternKind.SHARED_ADDRESS: (LinkKind.ADDRESS, parameters.neighbours),
        PatternKind.SHARED_EMPLOYER: (LinkKind.EMPLOYER, parameters.neighbours),
        PatternKind.SHARED_BROWSER: (LinkKind.BROWSER, parameters.neighbours),
    }
    found = [(kind, shared[of], at_least) for kind, (of, at_least) in least.items()]
    found.append((PatternKind.TYPES_ALIKE, most_alike(typing, parameters.alike_within), parameters.alike_people))
    found.append((PatternKind.BURST, _burst(members, parameters.burst_within), parameters.burst_people))
    return tuple(Pattern(kind, people, POINTS[kind]) for kind, people, at_least in found if people >= at_least)


def is_ring(people: int, patterns: Collection[Pattern], parameters: RingParameters = PARAMETERS) -> bool:
    """Whether so many people with these patterns are a ring: enough of them, hard evidence, points enough."""
    points = sum(pattern.points for pattern in patterns)
    hard = any(pattern.kind in _HARD for pattern in patterns)
    return people >= parameters.ring_people and hard and points >= parameters.ring_points


def awaits_verdict(group: Group, latest: Settlement | None) -> bool:
    """Whether somebody should look: a ring never looked at, or one that has become worse since it was cleared."""
    if group.ring_since_at is None:
        return False
    return latest is None or (group.points, group.people) > (latest.points, latest.people)


def is_suspected(group: Group | None, latest: Settlement | None) -> bool:
    """Whether being in this group is a finding against an application."""
    if group is None or group.ring_since_at is None:
        return False
    return awaits_verdict(group, latest) or (latest is not None and latest.verdict is RingVerdict.CONFIRMED)


def _shared(links: Iterable[Link]) -> dict[LinkKind, int]:
    """For each kind, the most people that share one thing of it."""
    people: dict[tuple[LinkKind, bytes], set[UUID]] = defaultdict(set)
    for link in links:
        people[link.kind, link.value].add(link.party_id)
    most: dict[LinkKind, int] = defaultdict(int)
    for (kind, _), sharers in people.items():
        most[kind] = max(most[kind], len(sharers))
    return most


def _burst(members: Sequence[Member], within: timedelta) -> int:
    """The most people who applied within such a time of one another."""
    moments = sorted(member.applied_at for member in members)
    return max((sum(start <= at <= start + within for at in moments) for start in moments), default=0)
