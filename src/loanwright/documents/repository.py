"""Rows of documents to values and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select

from loanwright.documents import tables
from loanwright.documents.model import Document, DocumentFacts
from loanwright.infra.unit_of_work import UnitOfWork

_PAGE = 1000


def add(uow: UnitOfWork, document: Document) -> None:
    """Store the row of a new document."""
    facts = document.facts
    uow.connection.execute(
        insert(tables.document).values(
            id=document.id,
            kind=facts.kind,
            subject=facts.subject,
            subject_id=facts.subject_id,
            party_id=facts.party_id,
            file_name=facts.file_name,
            media_type=facts.media_type,
            sha256=document.sha256,
            size=document.size,
            archived_at=document.archived_at,
        )
    )


def find(uow: UnitOfWork, document_id: UUID) -> Document | None:
    """A document by id; a borrower finds only their own."""
    row = uow.connection.execute(select(tables.document).where(tables.document.c.id == document_id)).one_or_none()
    return _document(row) if row else None


def find_same(uow: UnitOfWork, sha256: bytes, facts: DocumentFacts) -> Document | None:
    """The document of the same bytes, kind and subject, if it is archived already."""
    table = tables.document
    same = (table.c.sha256 == sha256, table.c.subject_id == facts.subject_id, table.c.kind == facts.kind)
    row = uow.connection.execute(select(table).where(*same).limit(1)).one_or_none()
    return _document(row) if row else None


def of_subject(uow: UnitOfWork, subject_id: UUID) -> list[Document]:
    """All documents of one subject, oldest first."""
    table = tables.document
    rows = uow.connection.execute(select(table).where(table.c.subject_id == subject_id).order_by(table.c.id))
    return [_document(row) for row in rows]


def of_party(uow: UnitOfWork, party_id: UUID) -> list[Document]:
    """All documents of one party, newest first."""
    table = tables.document
    rows = uow.connection.execute(select(table).where(table.c.party_id == party_id).order_by(table.c.id.desc()))
    return [_document(row) for row in rows]


def each(uow: UnitOfWork) -> Iterator[Document]:
    """Every document, in pages, so that the whole archive never has to fit in memory."""
    table, after = tables.document, UUID(int=0)
    while page := uow.connection.execute(
        select(table).where(table.c.id > after).order_by(table.c.id).limit(_PAGE)
    ).all():
        yield from map(_document, page)
        after = page[-1].id


def add_reading(uow: UnitOfWork, document_id: UUID) -> None:
    """Write down that the actor read the document now."""
    row = {
        "document_id": document_id,
        "reading_id": uow.new_id(),
        "reader": uow.actor.label,
        "read_at": uow.now,
    }
    uow.connection.execute(insert(tables.document_reading).values(row))


def _document(row: Row[Any]) -> Document:
    facts = DocumentFacts(
        kind=row.kind,
        subject=row.subject,
        subject_id=row.subject_id,
        file_name=row.file_name,
        party_id=row.party_id,
        media_type=row.media_type,
    )
    return Document(row.id, facts, bytes(row.sha256), row.size, row.archived_at)
