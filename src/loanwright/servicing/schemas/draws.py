"""Draws from a revolving line, as its borrower sees them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from loanwright.infra.wire import Amount
from loanwright.kernel.money import Money
from loanwright.servicing.commands.catalogue import command_of
from loanwright.servicing.commands.line import Draw
from loanwright.servicing.model import ServiceRequest, ServiceRequestState
from loanwright.servicing.schemas.body import Body


class RequestDraw(Body):
    """Have an amount paid out that was previewed; `version` is the preview's."""

    amount: Amount
    version: Annotated[str, Field(max_length=64)]


class DrawView(BaseModel):
    """A draw, and whether the bank has paid it."""

    id: UUID
    amount: Amount
    state: ServiceRequestState
    asked_at: datetime


class DrawList(BaseModel):
    """Draws from one line, newest first."""

    items: list[DrawView]


def draw_view(request: ServiceRequest) -> DrawView:
    """A draw as it stands."""
    return DrawView(id=request.id, amount=_amount(request), state=request.state, asked_at=request.asked_at)


def _amount(request: ServiceRequest) -> Money:
    command = command_of(request)
    assert isinstance(command, Draw)
    return command.amount
