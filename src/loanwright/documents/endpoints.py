"""HTTP of the archive: borrowers their own documents, staff those they may see."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from loanwright.access.api import BorrowerEdge, staff_edge
from loanwright.documents import queries
from loanwright.documents.delivery import FILE_RESPONSES, file_response
from loanwright.documents.schemas import DocumentList, DocumentView
from loanwright.documents.usecases.read_document import read
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(tags=["documents"])

LoanReader = Annotated[Edge, staff_edge("loan.read")]


@router.get("/documents")
def list_own_documents(edge: BorrowerEdge) -> DocumentList:
    """Everything archived for the borrower."""
    found = edge.query(queries.own_documents)
    return DocumentList(items=[DocumentView.of(document) for document in found])


@router.get("/documents/{document_id}", response_class=Response, responses=FILE_RESPONSES)
def download_own_document(document_id: UUID, edge: BorrowerEdge) -> Response:
    """One of the borrower's own documents."""
    return _deliver(edge, document_id)


@router.get("/staff/documents/{document_id}", response_class=Response, responses=FILE_RESPONSES)
def download_document(document_id: UUID, edge: LoanReader) -> Response:
    """Any document; that it was read, and by whom, is written down."""
    return _deliver(edge, document_id)


def _deliver(edge: Edge, document_id: UUID) -> Response:
    def work(uow: UnitOfWork) -> Response:
        return file_response(queries.document_of(uow, document_id), read(uow, document_id))

    return edge.transact(work)
