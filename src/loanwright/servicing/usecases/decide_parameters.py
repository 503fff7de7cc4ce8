"""A second person approves a drafted sheet of figures, or anybody who may draft lays it aside."""

from __future__ import annotations

from loanwright.access.api import require_second_person
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import hold_day
from loanwright.servicing import parameters
from loanwright.servicing.parameters import ParameterState, ParameterVersion, Sheet
from loanwright.servicing.repository import parameters as stored


def approve_parameters(uow: UnitOfWork, sheet: Sheet, version: int, note: str) -> None:
    """The draft is in force from its day on.

    Raises:
        ParameterVersionUnknown, ParametersNotDraft, SecondPersonNeeded
        ParametersEffectiveTooEarly: its day has come meanwhile; draft it again.
    """
    draft = _locked_draft(uow, sheet, version)
    require_second_person(draft.drafted.by if draft.drafted else None, uow.actor.id)
    parameters.check_effective(draft.effective_from, hold_day(uow))
    stored.decide(uow, draft, ParameterState.APPROVED, note)
    uow.audit("servicing.approve_parameters", "parameters", stored.subject_of(sheet), sheet=sheet, version=version)


def reject_parameters(uow: UnitOfWork, sheet: Sheet, version: int, note: str) -> None:
    """The draft is laid aside; its drafter may do so as well.

    Raises:
        ParameterVersionUnknown, ParametersNotDraft
    """
    draft = _locked_draft(uow, sheet, version)
    stored.decide(uow, draft, ParameterState.REJECTED, note)
    uow.audit("servicing.reject_parameters", "parameters", stored.subject_of(sheet), sheet=sheet, version=version)


def _locked_draft(uow: UnitOfWork, sheet: Sheet, version: int) -> ParameterVersion:
    draft = stored.lock(uow, sheet, version)
    parameters.check_draft(draft)
    return draft
