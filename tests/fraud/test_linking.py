"""Applications arrive one by one; groups and rings follow, as told by the database."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from loanwright.fraud.links import Applicant
from loanwright.fraud.model import Group, PatternKind, RingVerdict
from loanwright.fraud.queries import RingQueue, list_rings, suspected_ring
from loanwright.fraud.tables import group, link, member
from loanwright.fraud.usecases.link_application import link_application
from loanwright.fraud.usecases.settle_ring import settle_ring
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import outbox_event
from loanwright.infra.unit_of_work import SYSTEM
from tests.clock import Clock

DORMITORY = "浙江省杭州市西湖区余杭塘路 866 号 3 幢"


def applicant(number: int, **shared: str) -> Applicant:
    """Somebody of whom everything is their own, except what is named."""
    own = {
        "id_number": f"11010519900307{number:04d}",
        "phone": f"138{number:08d}",
        "account_number": f"6222{number:012d}",
        "device": f"device-{number}",
    }
    return Applicant(UUID(int=number + 10**9), UUID(int=number), **(own | shared))


def arrive(runtime: Runtime, who: Applicant) -> Group | None:
    return runtime.run(SYSTEM, lambda uow: link_application(uow, who))


def rings(runtime: Runtime, queue: RingQueue = RingQueue.OPEN) -> list[Group]:
    with runtime.read(SYSTEM) as uow:
        return [each for each, _ in list_rings(uow, queue)]


def told(runtime: Runtime) -> list[str]:
    with runtime.engine.connect() as connection:
        return list(connection.scalars(select(outbox_event.c.name)))


def test_a_busy_dormitory_is_no_ring(runtime: Runtime) -> None:
    for number in range(1, 31):
        assert arrive(runtime, applicant(number, address=DORMITORY, employer="浙江大学")) is None
    assert rings(runtime, RingQueue.GROUPS) == []


def test_a_ring_is_found_as_its_third_application_arrives(runtime: Runtime, clock: Clock) -> None:
    seen = []
    for number in (1, 2, 3):
        seen.append(arrive(runtime, applicant(number, device="one tablet")))
        clock.advance(timedelta(hours=2))
    assert [found.points if found else None for found in seen] == [None, 0, 60]
    (ring,) = rings(runtime)
    assert {pattern.kind for pattern in ring.patterns} == {PatternKind.SHARED_DEVICE, PatternKind.BURST}
    assert told(runtime) == ["fraud.RingFound"]


def test_rings_in_a_dormitory_are_found_too(runtime: Runtime) -> None:
    for number in range(1, 21):
        device = "one tablet" if number in (5, 11, 17) else f"device-{number}"
        arrive(runtime, applicant(number, address=DORMITORY, device=device))
    (ring,) = rings(runtime)
    assert ring.people == 3
    assert PatternKind.SHARED_ADDRESS in {pattern.kind for pattern in ring.patterns}


def test_a_contact_who_applies_is_linked_with_whoever_named_them(runtime: Runtime) -> None:
    arrive(runtime, applicant(1, contact_phone="13800000002"))
    found = arrive(runtime, applicant(2))
    assert found is not None and found.people == 2


def test_one_person_twice_is_no_group(runtime: Runtime) -> None:
    arrive(runtime, applicant(1))
    assert arrive(runtime, applicant(1)) is None


def test_a_cleared_ring_counts_again_when_it_grows(runtime: Runtime) -> None:
    for number in (1, 2, 3):
        arrive(runtime, applicant(number, device="family tablet"))
    (ring,) = rings(runtime)
    runtime.run(SYSTEM, lambda uow: settle_ring(uow, ring.id, RingVerdict.CLEARED, "一家三口"))
    with runtime.read(SYSTEM) as uow:
        assert suspected_ring(uow, UUID(int=2)) is None
    assert rings(runtime) == []
    assert [each.id for each in rings(runtime, RingQueue.SETTLED)] == [ring.id]
    arrive(runtime, applicant(4, device="family tablet"))
    with runtime.read(SYSTEM) as uow:
        assert suspected_ring(uow, UUID(int=2)) is not None


def test_what_everybody_shares_joins_nobody(runtime: Runtime) -> None:
    with runtime.begin(SYSTEM) as uow:
        for number in range(1, 103):
            link_application(uow, applicant(number, contact_phone="4008123123"))
    assert arrive(runtime, applicant(200, contact_phone="4008123123")) is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5), st.integers(1, 5)), max_size=14))
def test_groups_are_the_components_of_the_graph(runtime: Runtime, arrivals: list[tuple[int, int, int]]) -> None:
    """Whatever order people arrive in, however often: who is connected through things is in one group."""
    with runtime.engine.begin() as connection:
        for table in (member, group):
            connection.execute(delete(table))
    salt = str(id(arrivals))  # links are append-only: each example has things of its own
    for number, device, account in arrivals:
        things = {"device": f"{salt}-d{device}", "account_number": f"{salt}-a{account}"}
        arrive(runtime, applicant(number, id_number=f"{salt}-{number}", phone=f"{salt}-{number}", **things))
    with runtime.engine.connect() as connection:
        roots = {row.party_id.int: row.root_id.int for row in connection.execute(select(member))}
        sizes = {row.id.int: row.people for row in connection.execute(select(group))}
    expected = _components(arrivals)
    assert {frozenset(p for p in roots if roots[p] == root) for root in roots.values()} == expected
    assert sorted(sizes.values()) == sorted(len(each) for each in expected if len(each) > 1)


def _components(arrivals: list[tuple[int, int, int]]) -> set[frozenset[int]]:
    groups: list[tuple[set[int], set[str]]] = []
    for number, device, account in arrivals:
        people, things = {number}, {f"d{device}", f"a{account}", f"p{number}"}
        apart = []
        for known in groups:
            if known[1] & things:
                people, things = people | known[0], things | known[1]
            else:
                apart.append(known)
        groups = [*apart, (people, things)]
    return {frozenset(people) for people, _ in groups}


def test_links_hold_nothing_readable(runtime: Runtime) -> None:
    arrive(runtime, applicant(1, address=DORMITORY, employer="浙江大学"))
    with runtime.engine.connect() as connection:
        stored = b"".join(row.value + row.hint_sealed for row in connection.execute(select(link)))
    assert b"138" + b"00000001" not in stored
    assert "浙江".encode() not in stored
