"""Rows of what was measured, what is usual, and which networks are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, cast, delete, func, select, update
from sqlalchemy.dialects.postgresql import INET, insert

from loanwright.fraud.behaviour import Figures
from loanwright.fraud.model import Network, NetworkKind, Observation
from loanwright.fraud.population import bin_of
from loanwright.fraud.tables import link, member, network, observation, population_bin
from loanwright.infra.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, seen: Observation) -> None:
    """Write down what was measured; measured again (another visit), the newest stays."""
    row = {
        "device_sealed": uow.keyring.encrypt(seen.device),
        "browser": seen.browser,
        "ip_index": seen.ip_index,
        "network": asdict(seen.network) if seen.network else None,
        "figures": seen.figures,
        "observed_at": seen.observed_at,
    }
    entry = insert(observation).values(application_id=seen.application_id, party_id=seen.party_id, **row)
    uow.connection.execute(entry.on_conflict_do_update(index_elements=[observation.c.application_id], set_=row))


def find(uow: UnitOfWork, application_id: UUID) -> Observation | None:
    """What was measured of one application's form."""
    chosen = select(observation).where(observation.c.application_id == application_id)
    row = uow.connection.execute(chosen).one_or_none()
    return None if row is None else _observation(uow, row)


def forget(uow: UnitOfWork, application_id: UUID) -> None:
    """Delete what was measured: its applicant took the consent back."""
    uow.connection.execute(delete(observation).where(observation.c.application_id == application_id))


def figures_of(uow: UnitOfWork, parties: Collection[UUID]) -> dict[UUID, Figures]:
    """The latest figures of each of these people whose forms were measured."""
    rows = select(observation.c.party_id, observation.c.figures).where(observation.c.party_id.in_(parties))
    return {row.party_id: row.figures for row in uow.connection.execute(rows.order_by(observation.c.observed_at))}


def neighbours(uow: UnitOfWork, values: Collection[bytes], besides: UUID, each: int) -> set[UUID]:
    """The people last seen with any of these, some of each."""
    found: set[UUID] = set()
    for value in values:
        newest = select(link.c.party_id).where(link.c.value == value, link.c.party_id != besides)
        found.update(uow.connection.scalars(newest.order_by(link.c.seen_at.desc()).limit(each)))
    return found


def people_at(uow: UnitOfWork, ip_index: bytes, since: datetime) -> int:
    """How many people's forms came from one address since then."""
    c = observation.c
    same = select(func.count(c.party_id.distinct())).where(c.ip_index == ip_index, c.observed_at >= since)
    return uow.connection.scalar(same) or 0


def people_with(uow: UnitOfWork, value: bytes, most: int) -> int:
    """How many people share a thing, counted no further than `most` rows."""
    some = select(link.c.party_id).where(link.c.value == value).limit(most).subquery()
    return uow.connection.scalar(select(func.count(some.c.party_id.distinct()))) or 0


def count_new_forms(uow: UnitOfWork, most: int) -> int:
    """Add forms not counted yet to the population, and say how many; those whose applicants got no further stay out."""
    c = observation.c
    applied = select(member.c.party_id).where(member.c.party_id == c.party_id).exists()
    fresh = select(c.application_id).where(c.counted_at.is_(None), applied).order_by(c.observed_at).limit(most)
    counted = update(observation).where(c.application_id.in_(fresh)).values(counted_at=uow.now).returning(c.figures)
    forms = list(uow.connection.scalars(counted))
    bins = Counter((figure, bin_of(value)) for figures in forms for figure, value in figures.items())
    for (figure, number), count in sorted(bins.items()):
        entry = insert(population_bin).values(figure=figure, bin=number, forms=count)
        more = {"forms": population_bin.c.forms + count}
        uow.connection.execute(entry.on_conflict_do_update(index_elements=["figure", "bin"], set_=more))
    return len(forms)


def population(uow: UnitOfWork) -> dict[str, dict[int, int]]:
    """Everything counted so far: figure, bin, forms."""
    found: dict[str, dict[int, int]] = {}
    for row in uow.connection.execute(select(population_bin)):
        found.setdefault(row.figure, {})[row.bin] = row.forms
    return found


def network_of(uow: UnitOfWork, ip: str) -> Network | None:
    """The narrowest listed range an address lies in."""
    around = select(network).where(network.c.network.op(">>=")(cast(ip, INET)))
    row = uow.connection.execute(around.order_by(func.masklen(network.c.network).desc()).limit(1)).one_or_none()
    return None if row is None else _network(row)


def replace_networks(uow: UnitOfWork, source: str, networks: Sequence[Network]) -> None:
    """These are the ranges of a source now; what it said before is forgotten."""
    uow.connection.execute(delete(network).where(network.c.source == source))
    rows = [asdict(each) for each in networks]
    if rows:
        uow.connection.execute(insert(network), rows)


def network_sources(uow: UnitOfWork) -> list[tuple[str, str, int]]:
    """Source, kind and how many ranges of it."""
    c = network.c
    query = select(c.source, c.kind, func.count().label("ranges")).group_by(c.source, c.kind).order_by(c.source, c.kind)
    return [(row.source, row.kind, row.ranges) for row in uow.connection.execute(query)]


def _observation(uow: UnitOfWork, row: Row[Any]) -> Observation:
    listed = row.network
    return Observation(
        application_id=row.application_id,
        party_id=row.party_id,
        device=uow.keyring.decrypt(row.device_sealed),
        browser=row.browser,
        ip_index=row.ip_index,
        network=Network(**(listed | {"kind": NetworkKind(listed["kind"])})) if listed else None,
        figures=row.figures,
        observed_at=row.observed_at,
    )


def _network(row: Row[Any]) -> Network:
    return Network(str(row.network), NetworkKind(row.kind), row.country, row.source)
