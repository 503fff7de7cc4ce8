"""What origination tells the rest."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.events import Event
from loanwright.origination.stages import Standing


class ApplicationSubmitted(Event):
    """The borrower has handed in a complete application with its consents."""

    application_id: UUID
    party_id: UUID


class ApplicationDecided(Event):
    """A decision was made: `outcome` is approve, decline or refer, by the rules or by a person."""

    application_id: UUID
    decision_id: UUID
    outcome: str


class OfferAccepted(Event):
    """The borrower took the offer; the contract can be drawn up."""

    application_id: UUID
    offer_id: UUID


class ApplicationClosed(Event):
    """The application has ended."""

    application_id: UUID
    party_id: UUID
    standing: Standing
