"""Behaviour and networks for investigators."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status

from loanwright.access.api import staff_edge
from loanwright.fraud import api, observations
from loanwright.fraud.behaviour_schemas import (
    ExaminationView,
    NetworkList,
    NetworkSource,
    NetworkSources,
    NetworksTaken,
    Population,
    examination_view,
    population_view,
)
from loanwright.fraud.model import NetworkKind
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(prefix="/staff", tags=["fraud"])

Reader = Annotated[Edge, staff_edge("fraud.read")]
Investigator = Annotated[Edge, staff_edge("fraud.settle")]


@router.get("/applications/{application_id}/examination")
def read_examination(application_id: UUID, edge: Reader) -> ExaminationView | None:
    """What the fraud stage found about an application; nothing before that stage."""
    made = edge.query(lambda uow: api.examination_of(uow, application_id))
    return examination_view(made) if made else None


@router.get("/behaviour-population")
def read_behaviour_population(edge: Reader) -> Population:
    """What is usual when people fill in the form."""
    return population_view(dict(edge.query(observations.population)))


@router.get("/networks")
def list_networks(edge: Reader) -> NetworkSources:
    """Which lists of networks are in use."""
    found = edge.query(observations.network_sources)
    items = [NetworkSource(source=source, kind=NetworkKind(kind), ranges=ranges) for source, kind, ranges in found]
    return NetworkSources(items=items)


@router.post("/networks", status_code=status.HTTP_201_CREATED)
def import_network_list(body: NetworkList, edge: Investigator) -> NetworksTaken:
    """Bring a list of networks up to date."""

    def work(uow: UnitOfWork) -> NetworksTaken:
        return NetworksTaken(source=body.source, ranges=api.import_networks(uow, body.source, body.list))

    return edge.command(work, NetworksTaken)
