"""A document as the answer to a request."""

from __future__ import annotations

from typing import Any

from fastapi import Response

from loanwright.documents.model import Document

FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


def file_response(document: Document, content: bytes) -> Response:
    """The bytes with their type and name; shown in the browser, kept by no cache, taken for nothing else."""
    headers = {
        "Content-Disposition": f'inline; filename="{document.facts.file_name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=document.facts.media_type, headers=headers)
