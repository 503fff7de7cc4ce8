"""Read a document from the archive."""

from __future__ import annotations

from uuid import UUID

from loanwright.documents import queries, repository, rules
from loanwright.infra.unit_of_work import UnitOfWork


def read(uow: UnitOfWork, document_id: UUID) -> bytes:
    """The bytes, exactly as archived; that the actor read them is written down.

    Raises:
        DocumentUnknown: no such document, or not the actor's.
        DocumentBytesMissing, DocumentAltered: the archive is damaged here.
    """
    document = queries.document_of(uow, document_id)
    content = rules.require_undamaged(document, queries.stored_bytes(uow, document))
    repository.add_reading(uow, document_id)
    return content
