"""What contracts tells the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from loanwright.infra.events import Event


class ContractSigned(Event):
    """Both parties have signed; the document is archived. `terms` is the engine's JSON of the terms signed."""

    contract_id: UUID
    application_id: UUID
    party_id: UUID
    document_id: UUID
    signed_at: datetime
    terms: dict[str, Any]
