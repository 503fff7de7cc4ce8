"""Documents over HTTP."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from loanwright.documents.model import Document


class DocumentView(BaseModel):
    """What is known of a document."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    kind: str
    subject: str
    subject_id: UUID
    file_name: str
    media_type: str
    size: int
    sha256: str
    archived_at: datetime

    @classmethod
    def of(cls, document: Document) -> DocumentView:
        """As its owner sees it."""
        facts = document.facts
        return cls(
            id=document.id,
            kind=facts.kind,
            subject=facts.subject,
            subject_id=facts.subject_id,
            file_name=facts.file_name,
            media_type=facts.media_type,
            size=document.size,
            sha256=document.sha256.hex(),
            archived_at=document.archived_at,
        )


class DocumentList(BaseModel):
    """Documents, newest first."""

    items: list[DocumentView]
