"""RFC 9457 problem documents from one refusal catalogue.

The catalogue (TOML) says once, for every refusal by name, which HTTP status it has and how it reads in both languages.
The API's answers, its documentation and the screens' texts all come from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from loanwright.kernel.refusals import Refusal

_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "request-too-large", 429: "too-many-requests"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One refusal in the catalogue; texts may hold ``{placeholders}`` for its params."""

    status: int
    zh: str
    en: str


class Catalogue:
    """All refusals by name."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read the TOML file: a table per refusal with `status`, `zh`, `en`."""
        return cls({name: Entry(**fields) for name, fields in tomllib.loads(path.read_text("utf-8")).items()})

    def document(self, name: str, params: dict[str, str], language: str) -> dict[str, Any]:
        """The problem document of a refusal; `language` is an Accept-Language header."""
        entry = self.entries[name]
        titles = {"zh-CN": _filled(entry.zh, params), "en": _filled(entry.en, params)}
        return {
            "type": f"/problems/{name}",
            "title": titles["en" if language.lower().startswith("en") else "zh-CN"],
            "status": entry.status,
            "code": name,
            "params": params,
            "titles": titles,
        }


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _filled(text: str, params: dict[str, str]) -> str:
    return text.format_map(_Params(params))


def install(app: FastAPI, catalogue: Catalogue) -> None:
    """Answer every refusal, validation error and HTTP error of `app` with a problem document."""

    def answer(request: Request, name: str, params: dict[str, str], **more: Any) -> JSONResponse:
        document = catalogue.document(name, params, request.headers.get("accept-language", ""))
        headers = {"Retry-After": "1"} if document["status"] in (429, 503) else None
        media_type = "application/problem+json"
        return JSONResponse(document | more, status_code=document["status"], media_type=media_type, headers=headers)

    @app.exception_handler(Refusal)
    def refused(request: Request, refusal: Refusal) -> JSONResponse:
        return answer(request, refusal.name, refusal.params)

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, invalid: RequestValidationError) -> JSONResponse:
        # The offending input itself is not echoed: it may be somebody's ID number.
        errors = [{"field": ".".join(map(str, e["loc"][1:])), "message": e["msg"]} for e in invalid.errors()]
        fields = ", ".join(sorted({error["field"] for error in errors}))
        return answer(request, "request-not-valid", {"fields": fields}, errors=errors)

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> JSONResponse:
        return answer(request, _BY_STATUS.get(error.status_code, "request-not-valid"), {"fields": ""})

    @app.exception_handler(Exception)
    def failed(request: Request, _: Exception) -> JSONResponse:
        return answer(request, "internal-error", {})
