"""Stored versions of the institution's sheets of figures. The first of each is shipped and needs no row."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Row, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.kernel.signature import Signature
from loanwright.servicing import parameters
from loanwright.servicing.classification import RiskPolicy
from loanwright.servicing.parameters import (
    ParameterState,
    ParameterVersion,
    ParameterVersionUnknown,
    Sheet,
)
from loanwright.servicing.tables import parameter_version as table


def subject_of(sheet: Sheet) -> UUID:
    """What the audit knows a sheet by; it has no id of its own."""
    return uuid5(NAMESPACE_URL, f"loanwright:parameters:{sheet}")


def versions(uow: UnitOfWork, sheet: Sheet) -> list[ParameterVersion]:
    """Every version, newest first, the shipped one last."""
    rows = uow.connection.execute(select(table).where(table.c.sheet == sheet.value).order_by(table.c.version.desc()))
    return [*(_version(row) for row in rows), parameters.shipped(sheet)]


def get(uow: UnitOfWork, sheet: Sheet, version: int) -> ParameterVersion:
    """One version.

    Raises:
        ParameterVersionUnknown
    """
    found = next((one for one in versions(uow, sheet) if one.version == version), None)
    if found is None:
        raise ParameterVersionUnknown(version=version)
    return found


def lock(uow: UnitOfWork, sheet: Sheet, version: int) -> ParameterVersion:
    """One version, kept for this transaction. Raises what `get` does."""
    mine = table.c.sheet == sheet.value, table.c.version == version
    uow.connection.execute(select(table.c.version).where(*mine).with_for_update())
    return get(uow, sheet, version)


def in_force(uow: UnitOfWork, sheet: Sheet) -> ParameterVersion:
    """The version in force on the business date."""
    return parameters.in_force(versions(uow, sheet), uow.business_date)


def risk_policy_in_force(uow: UnitOfWork) -> RiskPolicy:
    """How loans are classified and provided for on the business date."""
    return parameters.policy_of(in_force(uow, Sheet.RISK_POLICY).values)


def limit_for(uow: UnitOfWork, kind: str) -> Money | None:
    """The amount up to which one person is enough on the business date; None if the institution has set none."""
    minor = in_force(uow, Sheet.APPROVAL_LIMITS).values.get(kind)
    return None if minor is None else Money(minor, uow.currency)


def add_draft(uow: UnitOfWork, draft: ParameterVersion) -> None:
    """Write a draft."""
    row = {
        "sheet": draft.sheet.value,
        "version": draft.version,
        "effective_from": draft.effective_from,
        "figures": dict(draft.values),
        "state": draft.state.value,
        "reason": draft.reason,
        "drafted_by": uow.actor.id,
        "drafted_by_name": uow.actor.name,
        "drafted_at": uow.now,
        "decision_note": "",
    }
    uow.connection.execute(insert(table).values(row))


def decide(uow: UnitOfWork, draft: ParameterVersion, state: ParameterState, note: str) -> None:
    """Write down who decided the draft, and how."""
    values = {
        "state": state.value,
        "decided_by": uow.actor.id,
        "decided_by_name": uow.actor.name,
        "decided_at": uow.now,
        "decision_note": note,
    }
    mine = table.c.sheet == draft.sheet.value, table.c.version == draft.version
    uow.connection.execute(update(table).where(*mine).values(values))


def _version(row: Row[Any]) -> ParameterVersion:
    decided = Signature(row.decided_by, row.decided_by_name or "", row.decided_at) if row.decided_at else None
    return ParameterVersion(
        sheet=Sheet(row.sheet),
        version=row.version,
        effective_from=row.effective_from,
        values=row.figures,
        state=ParameterState(row.state),
        reason=row.reason,
        drafted=Signature(row.drafted_by, row.drafted_by_name, row.drafted_at),
        decided=decided,
        decision_note=row.decision_note,
    )
