"""The institution's sheets of figures over HTTP: drafted by one person, approved by another, in force from a day on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import api
from loanwright.servicing.schemas.parameters import (
    DraftParameters,
    ParameterDecision,
    ParameterVersionList,
    ParameterVersionView,
    version_line,
    version_view,
)

router = APIRouter(prefix="/staff/parameters/{sheet}/versions", tags=["parameters"])

ParameterReader = Annotated[Edge, staff_edge("parameter.read")]
ParameterDrafter = Annotated[Edge, staff_edge("parameter.draft")]
ParameterApprover = Annotated[Edge, staff_edge("parameter.approve")]


@router.get("")
def list_parameter_versions(sheet: api.Sheet, edge: ParameterReader) -> ParameterVersionList:
    """Every version of a sheet, newest first."""

    def listed(uow: UnitOfWork) -> ParameterVersionList:
        current = api.parameters_in_force(uow, sheet)
        items = [version_line(one, current, edge.actor.id) for one in api.parameter_versions(uow, sheet)]
        return ParameterVersionList(items=items)

    return edge.query(listed)


@router.get("/{version}")
def get_parameter_version(sheet: api.Sheet, version: int, edge: ParameterReader) -> ParameterVersionView:
    """One version with its figures, beside the one in force."""
    return edge.query(lambda uow: _view(uow, api.parameter_version(uow, sheet, version), edge))


@router.post("", status_code=201)
def draft_parameters(sheet: api.Sheet, body: DraftParameters, edge: ParameterDrafter) -> ParameterVersionView:
    """Write the next version; it waits for a second person."""

    def drafted(uow: UnitOfWork) -> ParameterVersionView:
        draft = api.draft_parameters(uow, sheet, body.figures, body.effective_from, body.reason)
        return _view(uow, api.parameter_version(uow, sheet, draft.version), edge)

    return edge.command(drafted, ParameterVersionView)


@router.post("/{version}/approvals", status_code=201)
def approve_parameters(
    sheet: api.Sheet, version: int, body: ParameterDecision, edge: ParameterApprover
) -> ParameterVersionView:
    """Put it in force from its day on, as somebody who has not drafted it."""

    def approved(uow: UnitOfWork) -> ParameterVersionView:
        api.approve_parameters(uow, sheet, version, body.note)
        return _view(uow, api.parameter_version(uow, sheet, version), edge)

    return edge.command(approved, ParameterVersionView)


@router.post("/{version}/rejections", status_code=201)
def reject_parameters(
    sheet: api.Sheet, version: int, body: ParameterDecision, edge: ParameterDrafter
) -> ParameterVersionView:
    """Lay it aside."""

    def rejected(uow: UnitOfWork) -> ParameterVersionView:
        api.reject_parameters(uow, sheet, version, body.note)
        return _view(uow, api.parameter_version(uow, sheet, version), edge)

    return edge.command(rejected, ParameterVersionView)


def _view(uow: UnitOfWork, version: api.ParameterVersion, edge: Edge) -> ParameterVersionView:
    return version_view(version, api.parameters_in_force(uow, version.sheet), edge.actor.id)
