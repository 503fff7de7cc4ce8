"""Versions of policies, which of them is in force, and the cases they are tried on."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row, delete, func, insert, select, text, update

from loanwright.decisioning.model import Outcome
from loanwright.decisioning.policy import Policy, PolicyUnknown, policy_from, shipped_policy
from loanwright.decisioning.policy_versions import (
    Activation,
    PolicyStatus,
    PolicyVersion,
    SavedCase,
    in_force,
)
from loanwright.decisioning.tables import policy_activation, policy_case, policy_version
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.signature import Signature

_POLICIES = UUID("5d7f0b0e-6a55-4a0c-9d0b-3f6b8a2c4e10")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


def subject_of(name: str) -> UUID:
    """Under which the audit keeps everything done to a policy."""
    return uuid5(_POLICIES, name)


def lock(uow: UnitOfWork, name: str) -> None:
    """Nobody else changes this policy's versions until the transaction ends."""
    uow.connection.execute(_ONE_AT_A_TIME, {"what": f"policy/{name}"})


def find_version(uow: UnitOfWork, name: str, version: int) -> PolicyVersion | None:
    """A version drafted here; None where there is none, and for the shipped one."""
    table = policy_version.c
    row = uow.connection.execute(select(policy_version).where(table.name == name, table.version == version)).first()
    return None if row is None else _version(row)


def versions_of(uow: UnitOfWork, name: str) -> list[PolicyVersion]:
    """All versions drafted here, newest first."""
    query = select(policy_version).where(policy_version.c.name == name).order_by(policy_version.c.version.desc())
    return [_version(row) for row in uow.connection.execute(query)]


def policy_of(uow: UnitOfWork, name: str, version: int) -> Policy:
    """The rules of a version, whatever its status.

    Raises:
        PolicyUnknown
    """
    shipped = shipped_policy(name)
    if version == shipped.version:
        return shipped
    table = policy_version.c
    query = select(table.document).where(table.name == name, table.version == version)
    document = uow.connection.execute(query).scalar()
    if document is None:
        raise PolicyUnknown(label=f"{name}/{version}")
    return _parsed(document)


def policy_labelled(uow: UnitOfWork, label: str) -> Policy:
    """The policy a decision was made with, by the label on record.

    Raises:
        PolicyUnknown
    """
    name, _, version = label.partition("/")
    if not version.isdecimal():
        raise PolicyUnknown(label=label)
    return policy_of(uow, name, int(version))


def policy_in_force(uow: UnitOfWork, name: str) -> Policy:
    """The policy decisions are made with at this moment; no restart is needed for a new one.

    Raises:
        PolicyUnknown
    """
    return policy_of(uow, name, in_force(activations_of(uow, name), uow.now))


def next_version(uow: UnitOfWork, name: str) -> int:
    """The number of a new draft; call under `lock`."""
    newest = select(func.max(policy_version.c.version)).where(policy_version.c.name == name)
    return int(uow.connection.execute(newest).scalar() or shipped_policy(name).version) + 1


def add_version(uow: UnitOfWork, version: PolicyVersion) -> None:
    """Keep a new draft."""
    row = {"name": version.policy.name, "version": version.policy.version, **_columns(version)}
    uow.connection.execute(insert(policy_version).values(row))


def save_version(uow: UnitOfWork, version: PolicyVersion) -> None:
    """Keep a version as it is now."""
    table = policy_version.c
    chosen = (table.name == version.policy.name) & (table.version == version.policy.version)
    uow.connection.execute(update(policy_version).where(chosen).values(_columns(version)))


def activations_of(uow: UnitOfWork, name: str) -> list[Activation]:
    """Which version was or will be in force from when, in the order in which it was ordered."""
    query = select(policy_activation).where(policy_activation.c.name == name).order_by(policy_activation.c.sequence)
    return [_activation(row) for row in uow.connection.execute(query)]


def add_activation(uow: UnitOfWork, policy: Policy, effective_at: datetime, reason: str) -> None:
    """From `effective_at` on this policy decides; call under `lock`."""
    row = {
        "name": policy.name,
        "sequence": len(activations_of(uow, policy.name)) + 1,
        "version": policy.version,
        "document_sha256": policy.sha256,
        "effective_at": effective_at,
        "ordered_by": uow.actor.id,
        "ordered_by_name": uow.actor.name,
        "ordered_at": uow.now,
        "reason": reason,
    }
    uow.connection.execute(insert(policy_activation).values(row))


def activated_hashes(uow: UnitOfWork) -> list[tuple[str, int, str]]:
    """Name, version and hash of every policy as it was put in force."""
    table = policy_activation.c
    query = select(table.name, table.version, table.document_sha256).order_by(table.name, table.sequence)
    return [(row.name, row.version, row.document_sha256) for row in uow.connection.execute(query)]


def cases_of(uow: UnitOfWork, name: str) -> list[SavedCase]:
    """The cases a policy is tried on, oldest first."""
    query = select(policy_case).where(policy_case.c.name == name).order_by(policy_case.c.added_at, policy_case.c.id)
    return [SavedCase(row.id, row.title, row.inputs, Outcome(row.expected)) for row in uow.connection.execute(query)]


def add_case(uow: UnitOfWork, name: str, case: SavedCase) -> None:
    """Keep a case."""
    row = {
        "id": case.id,
        "name": name,
        "title": case.title,
        "inputs": case.inputs,
        "expected": case.expected.value,
        "added_by_name": uow.actor.name,
        "added_at": uow.now,
    }
    uow.connection.execute(insert(policy_case).values(row))


def remove_case(uow: UnitOfWork, name: str, case_id: UUID) -> bool:
    """Forget a case; False if there was none."""
    chosen = (policy_case.c.name == name) & (policy_case.c.id == case_id)
    return uow.connection.execute(delete(policy_case).where(chosen)).rowcount == 1


@lru_cache(maxsize=64)
def _parsed(document: str) -> Policy:
    return policy_from(document)


def _columns(version: PolicyVersion) -> dict[str, Any]:
    reviewed = version.reviewed
    return {
        "status": version.status.value,
        "document": version.policy.text,
        "based_on": version.based_on,
        "note": version.note,
        "revision": version.revision,
        "drafted_by": version.drafted.by,
        "drafted_by_name": version.drafted.name,
        "drafted_at": version.drafted.at,
        "reviewed_by": reviewed.by if reviewed else None,
        "reviewed_by_name": reviewed.name if reviewed else "",
        "reviewed_at": reviewed.at if reviewed else None,
        "review_note": version.review_note,
    }


def _version(row: Row[Any]) -> PolicyVersion:
    reviewed = Signature(row.reviewed_by, row.reviewed_by_name, row.reviewed_at) if row.reviewed_at else None
    return PolicyVersion(
        policy=_parsed(row.document),
        status=PolicyStatus(row.status),
        based_on=row.based_on,
        note=row.note,
        drafted=Signature(row.drafted_by, row.drafted_by_name, row.drafted_at),
        revision=row.revision,
        reviewed=reviewed,
        review_note=row.review_note,
    )


def _activation(row: Row[Any]) -> Activation:
    ordered = Signature(row.ordered_by, row.ordered_by_name, row.ordered_at)
    return Activation(row.sequence, row.version, row.effective_at, ordered, row.reason)
