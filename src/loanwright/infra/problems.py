"""RFC 9457 problem documents from one refusal catalogue."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from loanwright.infra.refusal_catalogue import Catalogue
from loanwright.kernel.refusals import Refusal

_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "request-too-large", 429: "too-many-requests"}


def catalogue_of(request: Request) -> Catalogue:
    """The catalogue the application answers from, for refusals that are told later than they happened."""
    catalogue: Catalogue = request.app.state.refusals
    return catalogue


def install(app: FastAPI, catalogue: Catalogue) -> None:
    """Answer every refusal, validation error and HTTP error of `app` with a problem document."""
    app.state.refusals = catalogue

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
