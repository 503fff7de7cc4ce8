"""Registered models, and the model behind a label."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row, func, insert, select, text, update

from loanwright.decisioning.model_versions import ModelStatus, RegisteredModel
from loanwright.decisioning.scoring import SHIPPED, ScoringModel, ScoringModelUnknown, model_from, shipped_model
from loanwright.decisioning.tables import scoring_model
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.signature import Signature

_MODELS = UUID("0f4c9c3a-95b1-4d5d-8f4e-7a6f1f0e2b31")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


def subject_of(name: str) -> UUID:
    """Under which the audit keeps everything done to a model."""
    return uuid5(_MODELS, name)


def lock(uow: UnitOfWork, name: str) -> None:
    """Nobody else changes this model's versions until the transaction ends."""
    uow.connection.execute(_ONE_AT_A_TIME, {"what": f"scoring-model/{name}"})


def model_labelled(uow: UnitOfWork, label: str) -> ScoringModel:
    """The model a policy or a decision names; once approved it never changes.

    Raises:
        ScoringModelUnknown: there is none, or it is not approved.
    """
    if label in SHIPPED:
        return shipped_model(label)
    found = find_model(uow, label)
    if found is None or found.status is not ModelStatus.APPROVED:
        raise ScoringModelUnknown(label=label[:60])
    return _parsed(found.document)


def find_model(uow: UnitOfWork, label: str) -> RegisteredModel | None:
    """A registered version, whatever its status; None where there is none, and for those shipped."""
    name, _, version = label.partition("/")
    if not version.isdecimal():
        return None
    chosen = (scoring_model.c.name == name) & (scoring_model.c.version == int(version))
    row = uow.connection.execute(select(scoring_model).where(chosen)).first()
    return None if row is None else _registered(row)


def registered_models(uow: UnitOfWork) -> list[RegisteredModel]:
    """All registered versions, newest first."""
    query = select(scoring_model).order_by(scoring_model.c.registered_at.desc(), scoring_model.c.name)
    return [_registered(row) for row in uow.connection.execute(query)]


def next_version(uow: UnitOfWork, name: str) -> int:
    """The number of a new version; call under `lock`. Numbers of shipped versions are taken."""
    newest = select(func.max(scoring_model.c.version)).where(scoring_model.c.name == name)
    shipped = [int(label.partition("/")[2]) for label in SHIPPED if label.startswith(f"{name}/")]
    return max(int(uow.connection.execute(newest).scalar() or 0), *shipped, 0) + 1


def add_model(uow: UnitOfWork, model: RegisteredModel) -> None:
    """Keep a new version."""
    row = {
        "name": model.name,
        "version": model.version,
        "kind": model.kind,
        "document": model.document,
        "document_sha256": model.sha256,
        "note": model.note,
        "registered_by": model.registered.by,
        "registered_by_name": model.registered.name,
        "registered_at": model.registered.at,
        **_standing(model),
    }
    uow.connection.execute(insert(scoring_model).values(row))


def save_standing(uow: UnitOfWork, model: RegisteredModel) -> None:
    """Keep where a version stands now; what it is never changes."""
    chosen = (scoring_model.c.name == model.name) & (scoring_model.c.version == model.version)
    uow.connection.execute(update(scoring_model).where(chosen).values(_standing(model)))


def registered_hashes(uow: UnitOfWork) -> list[tuple[str, str, str]]:
    """Label, document and the hash it had when it was handed in, of every registered version."""
    table = scoring_model.c
    query = select(table.name, table.version, table.document, table.document_sha256).order_by(table.name, table.version)
    return [(f"{row.name}/{row.version}", row.document, row.document_sha256) for row in uow.connection.execute(query)]


@lru_cache(maxsize=16)
def _parsed(document: str) -> ScoringModel:
    return model_from(document)


def _standing(model: RegisteredModel) -> dict[str, Any]:
    reviewed = model.reviewed
    return {
        "status": model.status.value,
        "reviewed_by": reviewed.by if reviewed else None,
        "reviewed_by_name": reviewed.name if reviewed else "",
        "reviewed_at": reviewed.at if reviewed else None,
        "review_note": model.review_note,
    }


def _registered(row: Row[Any]) -> RegisteredModel:
    reviewed = Signature(row.reviewed_by, row.reviewed_by_name, row.reviewed_at) if row.reviewed_at else None
    return RegisteredModel(
        name=row.name,
        version=row.version,
        kind=row.kind,
        status=ModelStatus(row.status),
        document=row.document,
        note=row.note,
        registered=Signature(row.registered_by, row.registered_by_name, row.registered_at),
        reviewed=reviewed,
        review_note=row.review_note,
    )
