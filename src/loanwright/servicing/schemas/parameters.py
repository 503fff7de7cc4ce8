"""Sheets of figures that the institution sets for itself."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from loanwright.kernel.signature import Signature
from loanwright.servicing import api
from loanwright.servicing.parameters import Field as Figure
from loanwright.servicing.parameters import ParameterState, Unit, Values
from loanwright.servicing.schemas.body import Body


class DraftParameters(Body):
    """The figures as people write them, by name; from which day; why."""

    figures: dict[str, str]
    effective_from: date
    reason: str = Field(max_length=500)


class ParameterDecision(Body):
    """What the second person has to say."""

    note: str = Field(default="", max_length=500)


class ParameterSignatureView(BaseModel):
    """Who, and when."""

    name: str
    at: datetime


class ParameterFigureView(BaseModel):
    """One figure: its name, what it counts, and its value as people write it; None where nothing is set."""

    key: str
    unit: Unit
    required: bool
    value: str | None


class ParameterChangeView(BaseModel):
    """One figure before and after."""

    key: str
    unit: Unit
    before: str | None
    after: str | None


class ParameterVersionLine(BaseModel):
    """One version in the list; the shipped one has no day and no author."""

    version: int
    effective_from: date | None
    state: ParameterState
    is_in_force: bool
    reason: str
    drafted: ParameterSignatureView | None
    drafted_by_me: bool
    decided: ParameterSignatureView | None
    decision_note: str


class ParameterVersionView(ParameterVersionLine):
    """One version with its figures, and what it changes against the one in force (that one: against none)."""

    figures: list[ParameterFigureView]
    changes: list[ParameterChangeView]


class ParameterVersionList(BaseModel):
    """Versions, newest first."""

    items: list[ParameterVersionLine]
    next_cursor: str | None = None


def version_line(
    version: api.ParameterVersion, current: api.ParameterVersion, reader: UUID | None
) -> ParameterVersionLine:
    """One version as `reader` sees it."""
    return ParameterVersionLine(
        version=version.version,
        effective_from=version.effective_from if version.drafted else None,
        state=version.state,
        is_in_force=version.version == current.version,
        reason=version.reason,
        drafted=_signature(version.drafted),
        drafted_by_me=bool(version.drafted and version.drafted.by == reader),
        decided=_signature(version.decided),
        decision_note=version.decision_note,
    )


def version_view(
    version: api.ParameterVersion, current: api.ParameterVersion, reader: UUID | None
) -> ParameterVersionView:
    """One version with its figures."""
    return ParameterVersionView(
        **version_line(version, current, reader).model_dump(),
        figures=[_figure(field, version.values) for field in api.fields_of(version.sheet)],
        changes=[
            ParameterChangeView(
                key=one.field.key,
                unit=one.field.unit,
                before=_written(one.field, one.before),
                after=_written(one.field, one.after),
            )
            for one in api.changes_between(version.sheet, current.values, version.values)
        ],
    )


def _figure(field: Figure, values: Values) -> ParameterFigureView:
    value = _written(field, values.get(field.key))
    return ParameterFigureView(key=field.key, unit=field.unit, required=field.required, value=value)


def _written(field: Figure, value: int | None) -> str | None:
    return None if value is None else api.written(field, value)


def _signature(signature: Signature | None) -> ParameterSignatureView | None:
    return ParameterSignatureView(name=signature.name, at=signature.at) if signature else None
