"""Delivered messages, newest last."""

from __future__ import annotations

from pydantic import BaseModel

from sandbox.faults import FaultKind, Provider
from sandbox.world import World


class ShortMessage(BaseModel):
    """A message as the phone's owner sees it."""

    id: int
    message_id: str
    phone: str
    text: str
    received_at: str


def deliver(world: World, message_id: str, phone: str, text: str) -> bool:
    """Put a message into the inbox, unless this message id has been delivered before; whether it was new."""
    if world.store.row("SELECT 1 FROM sms_message WHERE message_id = ?", message_id):
        return False
    twice = world.faults.in_business(Provider.SMS, FaultKind.DUPLICATE)
    for _ in range(2 if twice else 1):
        world.store.write(
            "INSERT INTO sms_message (message_id, phone, text, received_at) VALUES (?, ?, ?, ?)",
            message_id, phone, text, world.clock.now.isoformat(),
        )  # fmt: skip
    return True


def inbox(world: World, phone: str, after: int, limit: int) -> list[ShortMessage]:
    """Messages to `phone` (or to everybody, if empty) after an id, oldest first; the last `limit` of them."""
    query = (
        "SELECT * FROM (SELECT * FROM sms_message WHERE (? = '' OR phone = ?) AND id > ? ORDER BY id DESC LIMIT ?)"
        " ORDER BY id"
    )
    return [ShortMessage(**dict(row)) for row in world.store.rows(query, phone, phone, after, limit)]
