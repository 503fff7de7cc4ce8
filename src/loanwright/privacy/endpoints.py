"""`/consent-wordings` for anybody; `/consents` for the person who gave them."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from loanwright.access.api import AnonymousEdge, BorrowerEdge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.privacy.api import consents_of, current_wordings, revoke_consent
from loanwright.privacy.schemas import ConsentList, ConsentView, WordingList, view_of_consent

router = APIRouter(tags=["privacy"])


@router.get("/consent-wordings")
def list_consent_wordings(edge: AnonymousEdge) -> WordingList:
    """The texts in use today, one for each purpose."""
    return edge.query(lambda uow: WordingList(items=list(current_wordings(uow.business_date))))


@router.get("/consents")
def list_consents(edge: BorrowerEdge) -> ConsentList:
    """Everything the signed-in person ever agreed to."""

    def own(uow: UnitOfWork) -> ConsentList:
        party_id = uow.actor.party_id
        consents = () if party_id is None else consents_of(uow, party_id)
        return ConsentList(items=[view_of_consent(consent) for consent in consents])

    return edge.query(own)


@router.post("/consents/{consent_id}/revocations", status_code=201)
def create_consent_revocation(consent_id: UUID, edge: BorrowerEdge) -> ConsentView:
    """Take a consent back."""
    return edge.command(lambda uow: view_of_consent(revoke_consent(uow, consent_id)), ConsentView)
