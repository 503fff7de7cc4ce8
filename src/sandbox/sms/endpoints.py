"""The gateway's program interface, and a page that shows the inbox to a person trying the system out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from sandbox.faults import FaultKind, Provider
from sandbox.pages import page, text
from sandbox.sms.inbox import ShortMessage, deliver, inbox
from sandbox.world import WorldDep

router = APIRouter(prefix="/sms", tags=["sms"])

# Not while somebody types a phone number.
_REFRESH_SCRIPT = (
    "<script>setInterval(() => document.activeElement.tagName === 'INPUT' || location.reload(), 3000)</script>"
)


class Outgoing(BaseModel):
    """A message to send; the same `message_id` is delivered once."""

    phone: str = Field(pattern=r"^\+?\d{5,15}$")
    text: str = Field(min_length=1, max_length=1000)
    message_id: str = Field(min_length=1, max_length=64)


class Delivery(BaseModel):
    """Taken for delivery, or already taken before."""

    message_id: str
    duplicate: bool


class Inbox(BaseModel):
    """Messages, oldest first."""

    messages: list[ShortMessage]


@router.post("/v1/messages", status_code=202)
async def send(world: WorldDep, body: Outgoing) -> Delivery:
    """Deliver a message at once."""
    if world.faults.in_business(Provider.SMS, FaultKind.REJECT):
        raise HTTPException(422, {"reason": "number_not_reachable"})
    is_new = deliver(world, body.message_id, body.phone, body.text)
    return Delivery(message_id=body.message_id, duplicate=not is_new)


@router.get("/v1/inbox")
async def read(
    world: WorldDep, phone: str = "", after: int = 0, limit: Annotated[int, Query(ge=1, le=1000)] = 100
) -> Inbox:
    """What a phone has received."""
    return Inbox(messages=inbox(world, phone, after, limit))


@router.get("/", include_in_schema=False)
async def show(world: WorldDep, phone: str = "") -> HTMLResponse:
    """The inbox as a page that refreshes itself."""
    messages = reversed(inbox(world, phone, 0, 100))
    rows = "".join(
        f"<tr><td>{text(item.phone)}<br><span class='quiet'>{text(_moment(item))}</span></td>"
        f"<td>{text(item.text)}</td></tr>"
        for item in messages
    )
    body = (
        f"<h1>收件箱 Inbox</h1><form><label>手机号 Phone<input name='phone' value=\"{text(phone)}\"></label></form>"
        f"<table>{rows}</table>{_REFRESH_SCRIPT}"
    )
    return page(lang="zh-CN", title="SMS", name="沙盒短信 Sandbox SMS", note="", body=body, tint="#2f6f4f")


def _moment(message: ShortMessage) -> str:
    return message.received_at[5:16].replace("T", " ")
