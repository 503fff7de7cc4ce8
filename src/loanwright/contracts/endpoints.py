"""HTTP of contracts: a borrower reads and signs their own, staff examines signatures."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response, status

from loanwright.access.api import BorrowerEdge, staff_edge
from loanwright.contracts import queries
from loanwright.contracts.model import Circumstances, Contract
from loanwright.contracts.page_images import pages_of, picture_of
from loanwright.contracts.schemas import ContractPages, ContractVerificationView, SignContract, Signing, SigningCodeSent
from loanwright.contracts.usecases.open_contract import open_contract
from loanwright.contracts.usecases.request_signing_code import request_signing_code
from loanwright.contracts.usecases.sign_contract import sign_contract
from loanwright.documents.api import FILE_RESPONSES, file_response
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(tags=["contracts"])

LoanReader = Annotated[Edge, staff_edge("loan.read")]


@router.get("/applications/{application_id}/contract")
def show_contract(application_id: UUID, edge: BorrowerEdge) -> Signing:
    """The contract of an application, and where its signing stands."""
    return edge.query(lambda uow: _signing(uow, queries.contract_of(uow, application_id)))


@router.get("/contracts/{contract_id}/document", response_class=Response, responses=FILE_RESPONSES)
def download_contract(contract_id: UUID, edge: BorrowerEdge) -> Response:
    """The contract as PDF; getting it counts as opening it."""
    return file_response(*edge.transact(lambda uow: open_contract(uow, contract_id, _circumstances(edge))))


@router.get("/contracts/{contract_id}/pages")
def list_contract_pages(contract_id: UUID, edge: BorrowerEdge) -> ContractPages:
    """How many pages there are and what they say; getting them counts as opening the contract."""
    _, content = edge.transact(lambda uow: open_contract(uow, contract_id, _circumstances(edge)))
    return ContractPages.of(pages_of(content))


@router.get(
    "/contracts/{contract_id}/pages/{number}",
    response_class=Response,
    responses={200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}},
)
def draw_contract_page(contract_id: UUID, number: int, edge: BorrowerEdge) -> Response:
    """One page as a picture, for phones."""
    _, content = edge.transact(lambda uow: open_contract(uow, contract_id, _circumstances(edge)))
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return Response(picture_of(content, number), media_type="image/png", headers=headers)


@router.post("/contracts/{contract_id}/signing-codes", status_code=status.HTTP_202_ACCEPTED)
def request_contract_code(contract_id: UUID, edge: BorrowerEdge) -> SigningCodeSent:
    """Send the code to sign with."""
    issued = edge.transact(lambda uow: request_signing_code(uow, contract_id, _circumstances(edge)))
    return SigningCodeSent(
        challenge_id=issued.challenge_id,
        expires_at=issued.expires_at,
        resend_after_seconds=issued.resend_after_seconds,
    )


@router.post("/contracts/{contract_id}/signatures", status_code=status.HTTP_201_CREATED)
def sign(contract_id: UUID, body: SignContract, edge: BorrowerEdge) -> Signing:
    """Sign with the code. Sent twice, it signs once and answers the same."""

    def work(uow: UnitOfWork) -> Signing:
        signed = sign_contract(uow, contract_id, body.challenge_id, body.code, _circumstances(edge))
        return _signing(uow, signed)

    return edge.transact(work)


@router.get("/staff/contracts/{contract_id}/verification")
def verify_contract(contract_id: UUID, edge: LoanReader) -> ContractVerificationView:
    """Examine a signed contract: archive, signatures, evidence."""
    return ContractVerificationView.of(edge.query(lambda uow: queries.verification_of(uow, contract_id)))


def _signing(uow: UnitOfWork, contract: Contract) -> Signing:
    return Signing.of(contract, queries.document_of_contract(uow, contract))


def _circumstances(edge: Edge) -> Circumstances:
    return Circumstances(edge.facts.ip, edge.facts.user_agent)
