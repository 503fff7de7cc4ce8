"""What other domains may use of the archive."""

from __future__ import annotations

from loanwright.documents.delivery import FILE_RESPONSES, file_response
from loanwright.documents.model import ArchiveReport, Damage, DamageKind, Document, DocumentFacts, DocumentStore
from loanwright.documents.proofs import PROOFS
from loanwright.documents.queries import document_of, documents_of, stored_bytes, verify_archive
from loanwright.documents.rules import DocumentAltered, DocumentBytesMissing, DocumentUnknown, damage_of
from loanwright.documents.usecases.archive_document import archive
from loanwright.documents.usecases.read_document import read

__all__ = [
    "FILE_RESPONSES",
    "PROOFS",
    "ArchiveReport",
    "Damage",
    "DamageKind",
    "Document",
    "DocumentAltered",
    "DocumentBytesMissing",
    "DocumentFacts",
    "DocumentStore",
    "DocumentUnknown",
    "archive",
    "damage_of",
    "document_of",
    "documents_of",
    "file_response",
    "read",
    "stored_bytes",
    "verify_archive",
]
