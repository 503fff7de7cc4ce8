"""Put a document into the archive."""

from __future__ import annotations

import hashlib

from loanwright.documents import repository
from loanwright.documents.model import Document, DocumentFacts, DocumentStore, key_of
from loanwright.infra.unit_of_work import UnitOfWork


def archive(uow: UnitOfWork, content: bytes, facts: DocumentFacts) -> Document:
    """Store `content` and its row; the same bytes for the same subject and kind give the document there is already.

    The caller leaves the audit record.
    """
    sha256 = hashlib.sha256(content).digest()
    # Bytes first: whatever fails afterwards leaves bytes without a row, which harm nobody.
    uow.adapter(DocumentStore).put(key_of(sha256), content)
    known = repository.find_same(uow, sha256, facts)
    if known:
        return known
    document = Document(uow.new_id(), facts, sha256, len(content), uow.now)
    repository.add(uow, document)
    return document
