"""Rows of examinations: append-only, one an application."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from loanwright.fraud.examination import Examination
from loanwright.fraud.model import Finding
from loanwright.fraud.population import Deviation, Usual
from loanwright.fraud.tables import examination
from loanwright.infra.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, made: Examination) -> None:
    """Write it down; made again after a crash, the first stays."""
    row = {
        "application_id": made.application_id,
        "party_id": made.party_id,
        "findings": list(made.findings),
        "signals": made.signals,
        "deviations": [asdict(each) for each in made.deviations],
        "examined_at": made.examined_at,
    }
    uow.connection.execute(insert(examination).values(row).on_conflict_do_nothing())


def find(uow: UnitOfWork, application_id: UUID) -> Examination | None:
    """What was found about an application, if its fraud stage has been."""
    chosen = select(examination).where(examination.c.application_id == application_id)
    row = uow.connection.execute(chosen).one_or_none()
    if row is None:
        return None
    return Examination(
        application_id=row.application_id,
        party_id=row.party_id,
        findings=tuple(Finding(each) for each in row.findings),
        signals=row.signals,
        deviations=tuple(_deviation(each) for each in row.deviations),
        examined_at=row.examined_at,
    )


def _deviation(told: dict[str, Any]) -> Deviation:
    return Deviation(**(told | {"usual": Usual(**told["usual"])}))
