"""Which groups are rings: tables of cases, and what holds for any group."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.fraud.links import Applicant, plain_address, plain_employer, traits_of
from loanwright.fraud.model import Group, Link, LinkKind, Member, Pattern, PatternKind, RingVerdict, Settlement
from loanwright.fraud.rings import POINTS, awaits_verdict, is_ring, is_suspected, patterns_of

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
Shared = dict[LinkKind, int]


def people(count: int, apart: timedelta = 30 * DAY) -> list[Member]:
    return [Member(UUID(int=number), NOW + number * apart) for number in range(1, count + 1)]


def sharing(shared: Shared) -> list[Link]:
    """The first so many people share one thing of each kind."""
    return [
        Link(UUID(int=number + 1000), UUID(int=number), kind, kind.encode(), "", NOW)
        for kind, sharers in shared.items()
        for number in range(1, sharers + 1)
    ]


def found(count: int, shared: Shared, apart: timedelta = 30 * DAY) -> tuple[Pattern, ...]:
    return patterns_of(people(count, apart), sharing(shared))


@pytest.mark.parametrize(
    ("who", "count", "shared", "apart", "ring"),
    [
        ("a dormitory in its first week", 40, {LinkKind.ADDRESS: 40, LinkKind.EMPLOYER: 40}, DAY, False),
        ("room-mates who name each other", 6, {LinkKind.ADDRESS: 6, LinkKind.CONTACT: 6}, DAY / 2, False),
        ("a couple with one phone", 2, {LinkKind.DEVICE: 2, LinkKind.ADDRESS: 2}, DAY, False),
        ("a couple with one account", 2, {LinkKind.ACCOUNT: 2, LinkKind.DEVICE: 2}, DAY, False),
        ("a household over years", 4, {LinkKind.DEVICE: 4, LinkKind.ADDRESS: 4}, 90 * DAY, False),
        ("a village shop's tablet over years", 30, {LinkKind.DEVICE: 30}, 30 * DAY, False),
        ("one device, three people, one evening", 3, {LinkKind.DEVICE: 3}, DAY / 24, True),
        ("paid to one account, one device", 3, {LinkKind.DEVICE: 3, LinkKind.ACCOUNT: 2}, 30 * DAY, True),
        ("one ID number under three phones", 3, {LinkKind.ID_NUMBER: 3, LinkKind.CONTACT: 3}, 30 * DAY, True),
    ],
)
def test_who_is_a_ring(who: str, count: int, shared: Shared, apart: timedelta, ring: bool) -> None:
    assert is_ring(count, found(count, shared, apart)) is ring, who


def test_patterns_say_how_many_people_they_are_about_and_what_they_add() -> None:
    assert found(5, {LinkKind.DEVICE: 4}, DAY) == (
        Pattern(PatternKind.SHARED_DEVICE, 4, 40),
        Pattern(PatternKind.BURST, 4, 20),
    )


@given(st.dictionaries(st.sampled_from(LinkKind), st.integers(1, 8)), st.integers(1, 8), st.integers(1, 8))
def test_more_sharing_never_looks_better(shared: Shared, more: int, count: int) -> None:
    worse = {kind: sharers + more for kind, sharers in shared.items()}
    before, after = found(count, shared), found(count + more, worse)
    assert {pattern.kind for pattern in before} <= {pattern.kind for pattern in after}
    assert is_ring(count, before) <= is_ring(count + more, after)
    assert all(pattern.points == POINTS[pattern.kind] for pattern in after)


@pytest.mark.parametrize(
    ("verdict", "then", "waits", "suspected"),
    [
        (None, 0, True, True),
        (RingVerdict.CLEARED, 60, False, False),
        (RingVerdict.CLEARED, 40, True, True),
        (RingVerdict.CONFIRMED, 60, False, True),
    ],
)
def test_a_cleared_ring_is_no_finding_until_it_is_worse(
    verdict: RingVerdict | None, then: int, waits: bool, suspected: bool
) -> None:
    ring = Group(UUID(int=1), 3, found(3, {LinkKind.DEVICE: 3}, DAY), NOW, ring_since_at=NOW)
    settled = Settlement(ring.id, 1, verdict, "一家人", 3, then, "李娜", NOW) if verdict else None
    assert awaits_verdict(ring, settled) is waits
    assert is_suspected(ring, settled) is suspected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("浙江省杭州市西湖区文一路 1 号", "浙江省杭州市西湖区文一路1号"),
        ("北京市朝阳区建国路８８号Ａ座", "北京市朝阳区建国路88号a座"),
    ],
)
def test_one_address_however_it_is_typed(one: str, other: str) -> None:
    assert plain_address(one) == plain_address(other) != ""


def test_a_province_is_no_address() -> None:
    assert plain_address("浙江省") == ""


@pytest.mark.parametrize("name", ["朝阳木器厂", "朝阳木器厂有限公司", " 朝阳 木器厂（有限公司）"])
def test_one_employer_however_it_is_called(name: str) -> None:
    assert plain_employer(name) == "朝阳木器厂"


def test_what_was_not_said_links_nobody() -> None:
    quiet = Applicant(UUID(int=1), UUID(int=2), "110105199003072477", "13800005678", "6222021234567890123")
    kinds = {trait.kind for trait in traits_of(quiet)}
    assert kinds == {LinkKind.ID_NUMBER, LinkKind.PHONE, LinkKind.ACCOUNT}
    assert "138****5678" in {trait.hint for trait in traits_of(quiet)}
