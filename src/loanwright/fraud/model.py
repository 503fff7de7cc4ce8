"""What ties people together, and what is known about a group of them: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class LinkKind(StrEnum):
    """What two people may share."""

    DEVICE = "device"
    ACCOUNT = "account"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    CONTACT = "contact"  # the phone of somebody else; it meets `PHONE` when that person applies, too
    ADDRESS = "address"
    EMPLOYER = "employer"
    BROWSER = "browser"  # its make-up: thousands of phones have the same


JOINING = frozenset({LinkKind.DEVICE, LinkKind.ACCOUNT, LinkKind.ID_NUMBER, LinkKind.PHONE, LinkKind.CONTACT})
"""What joins people to a group. An address or an employer does not: a dormitory and a factory are no rings."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something an application says that others may say too: normalised for comparing, masked for showing."""

    kind: LinkKind
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Link:
    """A trait on record: `value` is its blind index, so that equal traits can be found and none can be read."""

    application_id: UUID
    party_id: UUID
    kind: LinkKind
    value: bytes
    hint: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a group, with the moment of their latest application."""

    party_id: UUID
    applied_at: datetime


class PatternKind(StrEnum):
    """What makes a group suspicious."""

    SHARED_DEVICE = "shared_device"
    SHARED_ACCOUNT = "shared_account"
    SHARED_ID_NUMBER = "shared_id_number"
    CONTACT_CIRCLE = "contact_circle"
    BURST = "burst"
    SHARED_ADDRESS = "shared_address"
    SHARED_EMPLOYER = "shared_employer"
    SHARED_BROWSER = "shared_browser"
    TYPES_ALIKE = "types_alike"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern found: how many people it is about, and what it adds."""

    kind: PatternKind
    people: int
    points: int


@dataclass(frozen=True, slots=True)
class Group:
    """People joined by links. `people` counts all of them, `patterns` come from its newest members."""

    id: UUID
    people: int
    patterns: tuple[Pattern, ...]
    grown_at: datetime
    ring_since_at: datetime | None

    @property
    def points(self) -> int:
        """What the patterns add up to."""
        return sum(pattern.points for pattern in self.patterns)


class NetworkKind(StrEnum):
    """Whose network an address belongs to, as far as the list says; in the order of its code in policies."""

    UNLISTED = "unlisted"
    ACCESS = "access"  # homes, phones, offices
    HOSTING = "hosting"
    VPN = "vpn"
    TOR = "tor"


HIDDEN_NETWORKS = frozenset({NetworkKind.HOSTING, NetworkKind.VPN, NetworkKind.TOR})
"""Where nobody sits at a keyboard: whoever comes from there hides where they are."""


@dataclass(frozen=True, slots=True)
class Network:
    """A range of addresses, such as 203.0.113.0/24, with the country it is used in (ISO 3166, empty if unknown)."""

    network: str
    kind: NetworkKind
    country: str
    source: str


@dataclass(frozen=True, slots=True)
class Observation:
    """What was measured of a form, with its applicant's consent. `device` and `browser` may be empty."""

    application_id: UUID
    party_id: UUID
    device: str
    browser: str
    ip_index: bytes
    network: Network | None
    figures: dict[str, int]
    observed_at: datetime


class Finding(StrEnum):
    """What fraud found against an application; for people to look at."""

    POSSIBLE_RING = "possible-ring"
    BEHAVIOUR_UNUSUAL = "behaviour-unusual"
    NETWORK_HIDDEN = "network-hidden"
    ON_BLOCK_LIST = "on-block-list"
    ON_WATCH_LIST = "on-watch-list"


class RingVerdict(StrEnum):
    """What an investigator made of a ring."""

    CONFIRMED = "confirmed"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Settlement:
    """A verdict, with what the ring was at the time: one that has become worse since counts as new."""

    ring_id: UUID
    sequence: int
    verdict: RingVerdict
    reason: str
    people: int
    points: int
    by_name: str
    at: datetime
