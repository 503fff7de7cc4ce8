"""What may be asked of the archive."""

from __future__ import annotations

from uuid import UUID

from loanwright.documents import repository
from loanwright.documents.model import ArchiveReport, BytesMissing, Damage, Document, DocumentStore
from loanwright.documents.rules import DocumentUnknown, damage_of
from loanwright.infra.unit_of_work import UnitOfWork


def document_of(uow: UnitOfWork, document_id: UUID) -> Document:
    """What is known of a document, without its bytes.

    Raises:
        DocumentUnknown
    """
    document = repository.find(uow, document_id)
    if document is None:
        raise DocumentUnknown()
    return document


def documents_of(uow: UnitOfWork, subject_id: UUID) -> list[Document]:
    """All documents of one application, loan or party, oldest first."""
    return repository.of_subject(uow, subject_id)


def stored_bytes(uow: UnitOfWork, document: Document) -> bytes | None:
    """What the store holds for `document`, unchecked; None if it holds nothing."""
    try:
        return uow.adapter(DocumentStore).get(document.key)
    except BytesMissing:
        return None


def own_documents(uow: UnitOfWork) -> list[Document]:
    """Every document that concerns the borrower who asks, newest first; nobody else has any of their own."""
    return repository.of_party(uow, uow.actor.party_id) if uow.actor.party_id else []


def verify_archive(uow: UnitOfWork) -> ArchiveReport:
    """Read every document's bytes again and compare their hashes; takes as long as reading the whole archive."""
    checked, damages = 0, []
    for document in repository.each(uow):
        checked += 1
        damage = damage_of(document, stored_bytes(uow, document))
        if damage:
            damages.append(Damage(document.id, damage))
    return ArchiveReport(checked, tuple(damages))
