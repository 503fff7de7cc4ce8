"""The bureau's program interface."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import ValidationError

from sandbox.bureau.inquiries import InquiryRequest, NameMismatch, NoRecord, answer
from sandbox.bureau.people import NotAnIdNumber
from sandbox.bureau.report import CreditReport
from sandbox.faults import FaultKind, Provider
from sandbox.world import WorldDep

router = APIRouter(prefix="/bureau/v1", tags=["bureau"])


@router.post(
    "/reports",
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": InquiryRequest.model_json_schema()}}}},
)
async def report(request: Request, world: WorldDep) -> CreditReport:
    """A person's credit report. 400 without consent id or purpose, 404 no record, 422 name mismatch."""
    if world.faults.in_business(Provider.BUREAU, FaultKind.REJECT):
        raise HTTPException(403, {"status": "error", "reason": "inquiry_not_permitted"})
    inquiry = _inquiry(await request.json())
    try:
        return answer(world, inquiry)
    except NoRecord:
        raise HTTPException(404, {"status": "no_record"}) from None
    except NameMismatch:
        raise HTTPException(422, {"status": "mismatch"}) from None
    except NotAnIdNumber:
        raise HTTPException(422, {"status": "error", "reason": "not_an_id_number"}) from None


def _inquiry(body: Any) -> InquiryRequest:
    """Without consent there is not even a look at the rest."""
    if not isinstance(body, dict) or not body.get("consent_id"):
        raise HTTPException(400, {"status": "error", "reason": "consent_missing"})
    try:
        return InquiryRequest.model_validate(body)
    except ValidationError as error:
        fields = [".".join(map(str, problem["loc"])) for problem in error.errors()]
        raise HTTPException(400, {"status": "error", "reason": "incomplete", "fields": fields}) from None
