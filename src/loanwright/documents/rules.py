"""Whether stored bytes are still what was archived."""

from __future__ import annotations

import hashlib

from loanwright.documents.model import DamageKind, Document
from loanwright.kernel.refusals import Refusal


class DocumentUnknown(Refusal):
    """There is no such document, or it belongs to somebody else."""


class DocumentBytesMissing(Refusal):
    """The archive has lost the bytes of this document."""


class DocumentAltered(Refusal):
    """The stored bytes are not those that were archived."""


def damage_of(document: Document, content: bytes | None) -> DamageKind | None:
    """What is wrong with the stored `content` of `document` (None: there is none), if anything."""
    if content is None:
        return DamageKind.MISSING
    if hashlib.sha256(content).digest() != document.sha256:
        return DamageKind.ALTERED
    return None


def require_undamaged(document: Document, content: bytes | None) -> bytes:
    """The content, if it is exactly what was archived.

    Raises:
        DocumentBytesMissing, DocumentAltered
    """
    match damage_of(document, content):
        case DamageKind.MISSING:
            raise DocumentBytesMissing(document_id=document.id)
        case DamageKind.ALTERED:
            raise DocumentAltered(document_id=document.id)
        case None:
            return content or b""
