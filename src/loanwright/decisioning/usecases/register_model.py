"""Take a trained model into the registry, and its approval by a second person."""

from __future__ import annotations

from loanwright.decisioning import model_repository as repository
from loanwright.decisioning.model_versions import RegisteredModel, approved, declined, handed_in
from loanwright.decisioning.models.model_file import model_file_from
from loanwright.decisioning.scoring import ScoringModelUnknown
from loanwright.decisioning.usecases.draft_policy import signature
from loanwright.infra.unit_of_work import UnitOfWork


def register_model(uow: UnitOfWork, name: str, document: str, note: str) -> RegisteredModel:
    """A model file, as ``loanwright train`` writes it, as the next version of a name; it waits for a second person.

    Raises:
        ModelFileNotReadable, ModelNotForApplications, ModelNoteMissing
    """
    repository.lock(uow, name)
    model = handed_in(model_file_from(document, name), name, repository.next_version(uow, name), note, signature(uow))
    repository.add_model(uow, model)
    _record(uow, "decisioning.register-model", model)
    return model


def approve_model(uow: UnitOfWork, label: str, note: str) -> RegisteredModel:
    """The model may be named by policies.

    Raises:
        ScoringModelUnknown, ModelNotSubmitted, SecondPersonNeeded
    """
    model = approved(_locked(uow, label), signature(uow), note)
    repository.save_standing(uow, model)
    _record(uow, "decisioning.approve-model", model)
    return model


def decline_model(uow: UnitOfWork, label: str, note: str) -> RegisteredModel:
    """The model is turned away with a reason.

    Raises:
        ScoringModelUnknown, ModelNotSubmitted, ModelNoteMissing
    """
    model = declined(_locked(uow, label), signature(uow), note)
    repository.save_standing(uow, model)
    _record(uow, "decisioning.decline-model", model)
    return model


def _locked(uow: UnitOfWork, label: str) -> RegisteredModel:
    repository.lock(uow, label.partition("/")[0])
    model = repository.find_model(uow, label)
    if model is None:
        raise ScoringModelUnknown(label=label[:60])
    return model


def _record(uow: UnitOfWork, command: str, model: RegisteredModel) -> None:
    uow.audit(command, "scoring-model", repository.subject_of(model.name), model=model.label, sha256=model.sha256)
