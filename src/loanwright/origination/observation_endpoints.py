"""How a form is filled in, over HTTP: nothing is sent, set or kept before the applicant has agreed."""

from __future__ import annotations

import secrets
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Cookie, Response, status

from loanwright.access.api import BorrowerEdge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import api
from loanwright.origination.observation_schemas import (
    FormMeasured,
    ObservationConsent,
    ObservationKept,
    ObservationPermitted,
)

router = APIRouter(prefix="/applications", tags=["origination"])

DEVICE_COOKIE = "lw_device"
_YEAR = 365 * 24 * 3600

Device = Annotated[str, Cookie(alias=DEVICE_COOKIE, max_length=64, pattern=r"^[0-9a-f]*$", include_in_schema=False)]


@router.post("/{application_id}/observation-consents", status_code=status.HTTP_201_CREATED)
def permit_observation(
    application_id: UUID, body: ObservationConsent, edge: BorrowerEdge, response: Response, device: Device = ""
) -> ObservationPermitted:
    """Agree that filling in the form is measured. Only now does the browser get a number of its own, in a cookie."""

    def work(uow: UnitOfWork) -> ObservationPermitted:
        api.permit_observation(uow, application_id, body.wording_version)
        return ObservationPermitted(wording_version=body.wording_version)

    permitted = edge.command(work, ObservationPermitted)
    response.set_cookie(
        DEVICE_COOKIE,
        device or secrets.token_hex(16),
        max_age=_YEAR,
        path="/api",
        httponly=True,
        secure=edge.runtime.settings.secure_cookies,
        samesite="strict",
    )
    return permitted


@router.put("/{application_id}/observation")
def record_observation(
    application_id: UUID, body: FormMeasured, edge: BorrowerEdge, device: Device = ""
) -> ObservationKept:
    """Hand in what was measured, before the application itself; refused without the consent."""

    def work(uow: UnitOfWork) -> ObservationKept:
        api.record_observation(uow, application_id, body.to_command(device, edge.facts.ip))
        return ObservationKept(fields=len(body.fields))

    return edge.command(work, ObservationKept)
