"""Rows to links and groups and back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert

from loanwright.fraud.model import Group, Link, LinkKind, Member, Pattern, PatternKind, RingVerdict, Settlement
from loanwright.fraud.tables import group, link, member, ring_verdict
from loanwright.infra.unit_of_work import UnitOfWork

_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(CAST(:names AS text[])) AS name")
# The hub's count stops at `most` rows: a hotline that a million named costs no more than one that two hundred did.
_SHARERS = text(
    """
    SELECT newest.party_id
    FROM unnest(CAST(:wanted AS bytea[])) AS shared(value)
    CROSS JOIN LATERAL (
        SELECT party_id FROM fraud_link
        WHERE value = shared.value AND party_id <> :besides
        ORDER BY seen_at DESC LIMIT 1
    ) AS newest
    WHERE (
        SELECT count(DISTINCT party_id)
        FROM (SELECT party_id FROM fraud_link WHERE value = shared.value LIMIT :most) AS counted
    ) <= :hub
    """
)


def hold(uow: UnitOfWork, names: Collection[str]) -> None:
    """Keep others from working with these until the transaction ends; everybody takes them in the same order."""
    uow.connection.execute(_HOLD, {"names": [f"fraud:{name}" for name in sorted(names)]})


def add_links(uow: UnitOfWork, links: Sequence[Link]) -> None:
    """Write links down; the same ones again are left as they are."""
    rows = [
        {
            "application_id": each.application_id,
            "kind": each.kind,
            "value": each.value,
            "party_id": each.party_id,
            "hint_sealed": uow.keyring.encrypt(each.hint),
            "seen_at": each.seen_at,
        }
        for each in links
    ]
    if rows:
        uow.connection.execute(insert(link).on_conflict_do_nothing(), rows)


def newest_sharers(uow: UnitOfWork, values: Collection[bytes], besides: UUID, hub_people: int) -> set[UUID]:
    """Who else was last seen with each of these; nobody for what more people share than a hub has."""
    asked = {"wanted": list(values), "besides": besides, "hub": hub_people, "most": hub_people * 2}
    return set(uow.connection.scalars(_SHARERS, asked))


def enter_member(uow: UnitOfWork, party_id: UUID) -> None:
    """Somebody applies: alone at first, or again where they stand already."""
    row = {"party_id": party_id, "root_id": party_id, "applied_at": uow.now}
    entry = insert(member).values(row)
    uow.connection.execute(
        entry.on_conflict_do_update(index_elements=[member.c.party_id], set_={"applied_at": uow.now})
    )


def roots_of(uow: UnitOfWork, parties: Collection[UUID]) -> set[UUID]:
    """The groups these people are in now."""
    return set(uow.connection.scalars(select(member.c.root_id).where(member.c.party_id.in_(parties))))


def root_of(uow: UnitOfWork, party_id: UUID) -> UUID | None:
    """The group somebody is in, if they ever applied."""
    return uow.connection.scalar(select(member.c.root_id).where(member.c.party_id == party_id))


def sizes_of(uow: UnitOfWork, roots: Collection[UUID]) -> dict[UUID, int]:
    """How many people are in each of these groups."""
    known = uow.connection.execute(select(group.c.id, group.c.people).where(group.c.id.in_(roots)))
    return dict.fromkeys(roots, 1) | {row.id: row.people for row in known}


def absorb(uow: UnitOfWork, into: UUID, root: UUID) -> None:
    """Everybody of one group belongs to another from now on."""
    uow.connection.execute(update(member).where(member.c.root_id == root).values(root_id=into))
    uow.connection.execute(delete(group).where(group.c.id == root))


def newest_members(uow: UnitOfWork, root: UUID, count: int) -> list[Member]:
    """The people of a group who applied last."""
    rows = select(member.c.party_id, member.c.applied_at).where(member.c.root_id == root)
    newest = uow.connection.execute(rows.order_by(member.c.applied_at.desc()).limit(count))
    return [Member(row.party_id, row.applied_at) for row in newest]


def links_of(uow: UnitOfWork, parties: Collection[UUID]) -> list[Link]:
    """Everything on record about these people, without hints, which only screens need."""
    columns = (link.c.application_id, link.c.party_id, link.c.kind, link.c.value, link.c.seen_at)
    rows = uow.connection.execute(select(*columns, literal("").label("hint")).where(link.c.party_id.in_(parties)))
    return [_link(row, row.hint) for row in rows]


def hinted_links_of(uow: UnitOfWork, parties: Collection[UUID]) -> list[Link]:
    """The same with masked hints, for a screen."""
    rows = uow.connection.execute(select(link).where(link.c.party_id.in_(parties)).order_by(link.c.seen_at))
    return [_link(row, uow.keyring.decrypt(row.hint_sealed)) for row in rows]


def find_group(uow: UnitOfWork, root: UUID) -> Group | None:
    """A group of two or more."""
    row = uow.connection.execute(select(group).where(group.c.id == root)).one_or_none()
    return None if row is None else group_from(row)


def save_group(uow: UnitOfWork, changed: Group) -> None:
    """Write down what a group is now."""
    row = {
        "people": changed.people,
        "points": changed.points,
        "patterns": [asdict(pattern) for pattern in changed.patterns],
        "grown_at": changed.grown_at,
        "ring_since_at": changed.ring_since_at,
    }
    entry = insert(group).values(id=changed.id, **row)
    uow.connection.execute(entry.on_conflict_do_update(index_elements=[group.c.id], set_=row))


def settlements_of(uow: UnitOfWork, ring_id: UUID) -> list[Settlement]:
    """Verdicts on a ring, oldest first."""
    rows = select(ring_verdict).where(ring_verdict.c.ring_id == ring_id).order_by(ring_verdict.c.sequence)
    return [_settlement(row) for row in uow.connection.execute(rows)]


def latest_settlements(uow: UnitOfWork, ring_ids: Collection[UUID]) -> dict[UUID, Settlement]:
    """The last verdict on each of these rings that has one."""
    rows = select(ring_verdict).where(ring_verdict.c.ring_id.in_(ring_ids)).order_by(ring_verdict.c.sequence)
    return {row.ring_id: _settlement(row) for row in uow.connection.execute(rows)}


def add_settlement(uow: UnitOfWork, settled: Settlement) -> None:
    """One more verdict."""
    row = {
        "ring_id": settled.ring_id,
        "sequence": settled.sequence,
        "verdict": settled.verdict,
        "reason": settled.reason,
        "people": settled.people,
        "points": settled.points,
        "by_id": uow.actor.id,
        "by_name": settled.by_name,
        "settled_at": settled.at,
    }
    uow.connection.execute(insert(ring_verdict).values(row))


def group_from(row: Row[Any]) -> Group:
    """The group a row describes."""
    patterns = tuple(Pattern(PatternKind(each["kind"]), each["people"], each["points"]) for each in row.patterns)
    return Group(row.id, row.people, patterns, row.grown_at, row.ring_since_at)


def _link(row: Row[Any], hint: str) -> Link:
    return Link(row.application_id, row.party_id, LinkKind(row.kind), row.value, hint, row.seen_at)


def _settlement(row: Row[Any]) -> Settlement:
    return Settlement(
        ring_id=row.ring_id,
        sequence=row.sequence,
        verdict=RingVerdict(row.verdict),
        reason=row.reason,
        people=row.people,
        points=row.points,
        by_name=row.by_name,
        at=row.settled_at,
    )
