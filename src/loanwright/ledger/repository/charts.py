"""Versions of the chart. The first one is shipped and needs no row; an approved one never changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.signature import Signature
from loanwright.ledger.chart import Chart, approved_chart, shipped_chart, shipped_document
from loanwright.ledger.rules import ChartUnknown
from loanwright.ledger.tables import chart_version as table


class ChartState(StrEnum):
    """A version is a draft once; the other states are final."""

    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ChartVersion:
    """A version with its document and who drafted and decided it; the shipped one was drafted by nobody."""

    chart: Chart
    document: str
    state: ChartState
    reason: str = ""
    drafted: Signature | None = None
    decided: Signature | None = None
    decision_note: str = ""


def approved(uow: UnitOfWork) -> list[Chart]:
    """Every approved version, oldest first; there is always one."""
    wanted = select(table.c.document).where(table.c.state == ChartState.APPROVED.value).order_by(table.c.version)
    return [shipped_chart(), *(_parsed(document) for document in uow.connection.scalars(wanted))]


def versions(uow: UnitOfWork) -> list[ChartVersion]:
    """Every version, newest first, the shipped one last."""
    rows = uow.connection.execute(select(table).order_by(table.c.version.desc()))
    return [*(_version(row) for row in rows), _shipped()]


def newest_version(uow: UnitOfWork) -> int:
    """The highest number used so far."""
    newest = uow.connection.scalar(select(func.max(table.c.version)))
    return newest or shipped_chart().version


def get(uow: UnitOfWork, version: int, *, lock: bool = False) -> ChartVersion:
    """One version, kept for this transaction if it is to be decided.

    Raises:
        ChartUnknown
    """
    if version == shipped_chart().version:
        return _shipped()
    wanted = select(table).where(table.c.version == version)
    row = uow.connection.execute(wanted.with_for_update() if lock else wanted).first()
    if row is None:
        raise ChartUnknown(version=version)
    return _version(row)


def add_draft(uow: UnitOfWork, chart: Chart, document: str, reason: str) -> None:
    """Write a draft."""
    row = {
        "version": chart.version,
        "effective_from": chart.effective_from,
        "document": document,
        "document_hash": hashlib.sha256(document.encode()).digest(),
        "state": ChartState.DRAFT.value,
        "reason": reason,
        "drafted_by": uow.actor.id,
        "drafted_by_name": uow.actor.name,
        "drafted_at": uow.now,
        "decision_note": "",
    }
    uow.connection.execute(insert(table).values(row))


def decide(uow: UnitOfWork, version: int, state: ChartState, note: str) -> None:
    """Write down who decided the draft, and how."""
    values = {
        "state": state.value,
        "decided_by": uow.actor.id,
        "decided_by_name": uow.actor.name,
        "decided_at": uow.now,
        "decision_note": note,
    }
    uow.connection.execute(update(table).where(table.c.version == version).values(values))


def _shipped() -> ChartVersion:
    return ChartVersion(shipped_chart(), shipped_document(), ChartState.APPROVED)


def _version(row: Row[Any]) -> ChartVersion:
    decided = Signature(row.decided_by, row.decided_by_name or "", row.decided_at) if row.decided_at else None
    return ChartVersion(
        chart=_parsed(row.document),
        document=row.document,
        state=ChartState(row.state),
        reason=row.reason,
        drafted=Signature(row.drafted_by, row.drafted_by_name, row.drafted_at),
        decided=decided,
        decision_note=row.decision_note,
    )


@lru_cache(maxsize=64)
def _parsed(document: str) -> Chart:
    return approved_chart(document)
