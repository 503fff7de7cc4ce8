"""Scoring models for staff over HTTP: list, read the card, hand in, approve, turn away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, status

from loanwright.access.api import staff_edge
from loanwright.decisioning import api
from loanwright.decisioning.model_schemas import (
    ModelCardView,
    ModelReview,
    RegisterModel,
    ScoringModelsView,
    card_view,
    listed_view,
)
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(prefix="/staff/scoring-models", tags=["decisioning"])

Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Reader = Annotated[Edge, staff_edge("policy.read")]
Author = Annotated[Edge, staff_edge("policy.draft")]
Approver = Annotated[Edge, staff_edge("policy.approve")]


@router.get("")
def list_scoring_models(edge: Reader) -> ScoringModelsView:
    """Every model there is, and which of them decides."""

    def read(uow: UnitOfWork) -> ScoringModelsView:
        return ScoringModelsView(models=[listed_view(one) for one in api.scoring_models(uow, api.POLICY)])

    return edge.query(read)


@router.get("/{name}/{version}")
def read_scoring_model(name: Name, version: int, edge: Reader) -> ModelCardView:
    """A model's card: evidence, features, fairness, and how its applicants have drifted."""
    return edge.query(lambda uow: _card(uow, f"{name}/{version}"))


@router.post("", status_code=status.HTTP_201_CREATED)
def register_scoring_model(body: RegisterModel, edge: Author) -> ModelCardView:
    """Hand a trained model in as the next version of its name; a second person approves it."""

    def work(uow: UnitOfWork) -> ModelCardView:
        return _card(uow, api.register_model(uow, body.name, body.document, body.note).label)

    return edge.command(work, ModelCardView)


@router.post("/{name}/{version}/approval")
def approve_scoring_model(name: Name, version: int, body: ModelReview, edge: Approver) -> ModelCardView:
    """Approve a model somebody else handed in: policies may name it from now on."""

    def work(uow: UnitOfWork) -> ModelCardView:
        return _card(uow, api.approve_model(uow, f"{name}/{version}", body.note).label)

    return edge.command(work, ModelCardView)


@router.post("/{name}/{version}/refusal")
def decline_scoring_model(name: Name, version: int, body: ModelReview, edge: Approver) -> ModelCardView:
    """Turn a model away, with the reason."""

    def work(uow: UnitOfWork) -> ModelCardView:
        return _card(uow, api.decline_model(uow, f"{name}/{version}", body.note).label)

    return edge.command(work, ModelCardView)


def _card(uow: UnitOfWork, label: str) -> ModelCardView:
    return card_view(api.examine_model(uow, label, api.POLICY))
