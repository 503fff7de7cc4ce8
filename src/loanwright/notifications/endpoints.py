"""A borrower's inbox."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from loanwright.access.api import BorrowerEdge
from loanwright.infra.edge import Edge
from loanwright.notifications import queries
from loanwright.notifications.schemas import NoticeList, ReadMark, notice_list
from loanwright.notifications.usecases.mark_notices_read import mark_notices_read

router = APIRouter(prefix="/notices", tags=["notifications"])


@router.get("")
def list_notices(
    edge: BorrowerEdge,
    language: str | None = None,
    cursor: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> NoticeList:
    """What I was told, newest first, in the language asked for (else in the one it was told in)."""
    inbox = edge.query(lambda uow: queries.inbox_of(uow, _reader(edge), cursor, limit))
    return notice_list(inbox, language, limit)


@router.put("/read-mark", status_code=status.HTTP_204_NO_CONTENT)
def set_read_mark(body: ReadMark, edge: BorrowerEdge) -> None:
    """I have read everything up to this notice."""
    edge.transact(lambda uow: mark_notices_read(uow, _reader(edge), body.up_to))


def _reader(edge: Edge) -> UUID:
    assert edge.actor.party_id is not None  # every borrower's edge has one
    return edge.actor.party_id
