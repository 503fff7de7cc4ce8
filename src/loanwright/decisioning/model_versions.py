"""A model's way into the registry: handed in with its evidence, approved by a second person. Pure.

Approved, it may be named by a policy; whether it decides is then the policy's way into force, by two people again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from loanwright.access.api import require_second_person
from loanwright.decisioning.models.model_file import ModelFile
from loanwright.decisioning.scoring import ScoringModel
from loanwright.kernel.refusals import Refusal
from loanwright.kernel.signature import Signature

_SHORTEST_NOTE = 4


class ModelNotForApplications(Refusal):
    """The model knows a file's own columns, not the features of applications."""


class ModelNotSubmitted(Refusal):
    """The model does not wait for a second person."""


class ModelNoteMissing(Refusal):
    """This step needs a reason in words."""


class ModelStatus(StrEnum):
    """Where a registered model stands."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """A version of a model on record. `document` is its artefact: the same model always gives the same text."""

    name: str
    version: int
    kind: str
    status: ModelStatus
    document: str
    note: str
    registered: Signature
    reviewed: Signature | None = None
    review_note: str = ""

    @property
    def label(self) -> str:
        """Name and version, as policies and decisions name it."""
        return f"{self.name}/{self.version}"

    @property
    def sha256(self) -> str:
        """Of its document, hexadecimal."""
        return hashlib.sha256(self.document.encode()).hexdigest()


def handed_in(file: ModelFile, name: str, version: int, note: str, by: Signature) -> RegisteredModel:
    """A trained model as it enters the registry.

    Raises:
        ModelNotForApplications, ModelNoteMissing
    """
    if file.of_applicants is None:
        raise ModelNotForApplications(kind=file.kind)
    _require_note(note)
    identity = {"name": name, "version": version, "evidence": file.evidence}
    document = document_of(file.of_applicants.model_copy(update=identity))
    return RegisteredModel(name, version, file.kind, ModelStatus.SUBMITTED, document, note.strip(), by)


def approved(model: RegisteredModel, reviewer: Signature, note: str) -> RegisteredModel:
    """The model approved, by somebody else than whoever handed it in.

    Raises:
        ModelNotSubmitted, SecondPersonNeeded
    """
    _require_submitted(model)
    require_second_person(model.registered.by, reviewer.by)
    return replace(model, status=ModelStatus.APPROVED, reviewed=reviewer, review_note=note.strip())


def declined(model: RegisteredModel, reviewer: Signature, note: str) -> RegisteredModel:
    """The model turned away, with the reason.

    Raises:
        ModelNotSubmitted, ModelNoteMissing
    """
    _require_submitted(model)
    _require_note(note)
    return replace(model, status=ModelStatus.DECLINED, reviewed=reviewer, review_note=note.strip())


def document_of(model: ScoringModel) -> str:
    """A model's artefact as it is stored."""
    return model.model_dump_json(by_alias=True, exclude_defaults=True)


def _require_submitted(model: RegisteredModel) -> None:
    if model.status is not ModelStatus.SUBMITTED:
        raise ModelNotSubmitted(status=model.status)


def _require_note(note: str) -> None:
    if len(note.strip()) < _SHORTEST_NOTE:
        raise ModelNoteMissing(shortest=_SHORTEST_NOTE)
