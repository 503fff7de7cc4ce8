"""What access tells the rest."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.events import Event


class OneTimeCodeIssued(Event):
    """A code waits to be sent. The event holds neither phone nor code: ask `api.deliverable_code`."""

    challenge_id: UUID
    purpose: str
