"""Somebody writes the next version of a sheet of figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import parameters
from loanwright.servicing.parameters import ParameterState, ParameterVersion, Sheet
from loanwright.servicing.repository import parameters as stored


def draft_parameters(
    uow: UnitOfWork, sheet: Sheet, texts: Mapping[str, str], effective_from: date, reason: str
) -> ParameterVersion:
    """Keep it as a draft that waits for a second person; `texts` are the figures as people write them.

    Raises:
        ParameterReasonMissing, ParameterValueNotValid, ParameterDaysNotRising, ParametersUnchanged,
        ParametersEffectiveTooEarly
    """
    parameters.check_reason(reason)
    values = parameters.read_values(sheet, texts)
    parameters.check_changed(sheet, stored.in_force(uow, sheet).values, values)
    parameters.check_effective(effective_from, uow.business_date)
    newest = stored.versions(uow, sheet)[0].version
    draft = ParameterVersion(sheet, newest + 1, effective_from, values, ParameterState.DRAFT, reason.strip())
    stored.add_draft(uow, draft)
    uow.audit("servicing.draft_parameters", "parameters", stored.subject_of(sheet), sheet=sheet, version=draft.version)
    return draft
