"""Partners over HTTP: their tokens, and the register staff keep."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status

from loanwright.access import partner_repository
from loanwright.access.edges import AnonymousEdge, staff_edge
from loanwright.access.model import PARTNER_TOKEN_LIFE
from loanwright.access.partner_schemas import (
    NewPartner,
    PartnerChange,
    PartnerCredentials,
    PartnerList,
    PartnerSecret,
    PartnerToken,
    PartnerView,
    partner_view,
)
from loanwright.access.usecases.admit_partner import issue_partner_token
from loanwright.access.usecases.register_partner import (
    WithSecret,
    change_partner,
    register_partner,
    renew_partner_secret,
)
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(tags=["partners"])

ReadEdge = Annotated[Edge, staff_edge("partner.read")]
ManageEdge = Annotated[Edge, staff_edge("partner.manage")]


@router.post("/partner/tokens", status_code=status.HTTP_201_CREATED)
def open_partner_token(body: PartnerCredentials, edge: AnonymousEdge) -> PartnerToken:
    """A token for the client's code and secret (OAuth 2.0 client credentials)."""
    token = edge.query(lambda uow: issue_partner_token(uow, body.client_id, body.client_secret.get_secret_value()))
    return PartnerToken(access_token=token, expires_in=int(PARTNER_TOKEN_LIFE.total_seconds()))


@router.get("/staff/partners")
def list_partners(edge: ReadEdge) -> PartnerList:
    """All partners."""
    found = edge.query(partner_repository.every_partner)
    return PartnerList(items=[partner_view(partner) for partner in found])


@router.post("/staff/partners", status_code=status.HTTP_201_CREATED)
def add_partner(body: NewPartner, edge: ManageEdge) -> PartnerSecret:
    """Take a partner on; its secret is in this answer and nowhere else."""
    return edge.command(lambda uow: _secret(register_partner(uow, body.code, body.name, body.products)), PartnerSecret)


@router.put("/staff/partners/{partner_id}")
def put_partner(partner_id: UUID, body: PartnerChange, edge: ManageEdge) -> PartnerView:
    """Suspend a partner, let it in again, or open other products to it."""

    def work(uow: UnitOfWork) -> PartnerView:
        return partner_view(change_partner(uow, partner_id, body.standing, body.products))

    return edge.command(work, PartnerView)


@router.post("/staff/partners/{partner_id}/secret", status_code=status.HTTP_201_CREATED)
def renew_secret(partner_id: UUID, edge: ManageEdge) -> PartnerSecret:
    """A new secret; the old one opens nothing from now on."""
    return edge.command(lambda uow: _secret(renew_partner_secret(uow, partner_id)), PartnerSecret)


def _secret(renewed: WithSecret) -> PartnerSecret:
    return PartnerSecret(partner=partner_view(renewed.partner), secret=renewed.secret)
