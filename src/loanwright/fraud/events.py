"""What fraud tells the rest."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.events import Event


class RingFound(Event):
    """A group of people has become a ring, or a known one has grown."""

    ring_id: UUID
    party_ids: tuple[UUID, ...]
    points: int
