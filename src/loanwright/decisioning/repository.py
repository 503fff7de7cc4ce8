"""Rows to inquiries and decisions, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Row, func, insert, select

from loanwright.decisioning.backtest import PastDecision
from loanwright.decisioning.model import (
    Case,
    CreditInquiry,
    DecidedBy,
    Decision,
    InquiryAnswer,
    Outcome,
    Reason,
    ReportStatus,
    Verdict,
)
from loanwright.decisioning.rules import case_from_json, case_to_json, verdict_from_json, verdict_to_json
from loanwright.decisioning.tables import credit_inquiry, decision
from loanwright.infra.unit_of_work import UnitOfWork

_REASONS = TypeAdapter(tuple[Reason, ...])


def add_inquiry(
    uow: UnitOfWork, application_id: UUID, party_id: UUID, inquiry: CreditInquiry, answer: InquiryAnswer
) -> None:
    """Record one attempt at an inquiry and what came of it."""
    row = {
        "application_id": application_id,
        "sequence": len(inquiry_statuses(uow, application_id)) + 1,
        "inquiry_id": inquiry.inquiry_id,
        "party_id": party_id,
        "consent_id": inquiry.consent_id,
        "purpose": inquiry.purpose,
        "status": answer.status.value,
        "detail": answer.detail[:80],
        "raw_sealed": uow.keyring.encrypt(answer.raw.decode("utf-8", "replace")) if answer.raw else None,
        "raw_hash": hashlib.sha256(answer.raw).digest() if answer.raw else None,
        "fee_minor": answer.fee.minor,
        "answered_at": uow.now,
    }
    uow.connection.execute(insert(credit_inquiry).values(row))


def inquiry_statuses(uow: UnitOfWork, application_id: UUID) -> list[ReportStatus]:
    """How each attempt for an application ended, in order."""
    query = (
        select(credit_inquiry.c.status)
        .where(credit_inquiry.c.application_id == application_id)
        .order_by(credit_inquiry.c.sequence)
    )
    return [ReportStatus(status) for status in uow.connection.execute(query).scalars()]


def latest_answer(uow: UnitOfWork, application_id: UUID) -> tuple[ReportStatus, bytes] | None:
    """The latest attempt's status and the raw answer, unsealed."""
    query = (
        select(credit_inquiry.c.status, credit_inquiry.c.raw_sealed)
        .where(credit_inquiry.c.application_id == application_id)
        .order_by(credit_inquiry.c.sequence.desc())
        .limit(1)
    )
    row = uow.connection.execute(query).one_or_none()
    if row is None:
        return None
    raw = uow.keyring.decrypt(row.raw_sealed).encode() if row.raw_sealed else b""
    return ReportStatus(row.status), raw


def next_sequence(uow: UnitOfWork, application_id: UUID) -> int:
    """The number of the next decision on an application, from 1."""
    query = select(func.coalesce(func.max(decision.c.sequence), 0)).where(decision.c.application_id == application_id)
    return int(uow.connection.execute(query).scalar_one()) + 1


def add_decision(uow: UnitOfWork, made: Decision, case: Case | None) -> None:
    """Record a decision, once and for all; one by the system with the case it was made from."""
    case_json = case_to_json(case) if case else None
    row = {
        "application_id": made.application_id,
        "sequence": made.sequence,
        "id": made.id,
        "party_id": made.party_id,
        "decided_by": made.decided_by.value,
        "outcome": made.outcome.value,
        "reasons": _REASONS.dump_python(made.reasons, mode="json"),
        "case_sealed": uow.keyring.encrypt(case_json) if case_json else None,
        "case_hash": hashlib.sha256(case_json.encode()).digest() if case_json else None,
        "verdict": verdict_to_json(made.verdict) if made.verdict else None,
        "staff_id": made.staff_id,
        "staff_name": made.staff_name,
        "note": made.note,
        "made_at": made.made_at,
    }
    uow.connection.execute(insert(decision).values(row))


def decisions_on(uow: UnitOfWork, application_id: UUID) -> tuple[Decision, ...]:
    """All decisions on an application, in order."""
    query = select(decision).where(decision.c.application_id == application_id).order_by(decision.c.sequence)
    return tuple(_decision(row) for row in uow.connection.execute(query))


def decided_cases(uow: UnitOfWork) -> Iterator[tuple[UUID, str, bytes, str]]:
    """Every decision by the system: its id, case as JSON, the case's hash and the verdict's text; read in portions."""
    query = select(decision).where(decision.c.decided_by == DecidedBy.SYSTEM.value).order_by(decision.c.id)
    for row in uow.connection.execute(query.execution_options(yield_per=500)):
        yield row.id, uow.keyring.decrypt(row.case_sealed), row.case_hash, row.verdict


def past_decisions(uow: UnitOfWork, at_most: int) -> Iterator[PastDecision]:
    """The system's latest decisions, newest first, unsealed one by one."""
    table = decision.c
    query = (
        select(table.application_id, table.case_sealed, table.verdict)
        .where(table.decided_by == DecidedBy.SYSTEM.value)
        .order_by(table.id.desc())
        .limit(at_most)
    )
    for row in uow.connection.execute(query):
        case = case_from_json(uow.keyring.decrypt(row.case_sealed))
        yield PastDecision(row.application_id, case, verdict_from_json(row.verdict))


def past_verdicts(uow: UnitOfWork, at_most: int) -> Iterator[tuple[date, Verdict]]:
    """The system's latest verdicts with the day of each, newest first; no case is unsealed."""
    table = decision.c
    query = select(table.made_at, table.verdict).where(table.decided_by == DecidedBy.SYSTEM.value)
    for row in uow.connection.execute(query.order_by(table.id.desc()).limit(at_most)):
        yield row.made_at.date(), verdict_from_json(row.verdict)


def case_of(uow: UnitOfWork, application_id: UUID) -> Case | None:
    """The case of the system's latest decision on an application."""
    query = (
        select(decision.c.case_sealed)
        .where(decision.c.application_id == application_id, decision.c.case_sealed.is_not(None))
        .order_by(decision.c.sequence.desc())
        .limit(1)
    )
    sealed = uow.connection.execute(query).scalar()
    return None if sealed is None else case_from_json(uow.keyring.decrypt(sealed))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        application_id=row.application_id,
        party_id=row.party_id,
        sequence=row.sequence,
        outcome=Outcome(row.outcome),
        reasons=_REASONS.validate_python(row.reasons),
        made_at=row.made_at,
        decided_by=DecidedBy(row.decided_by),
        verdict=verdict_from_json(row.verdict) if row.verdict else None,
        staff_id=row.staff_id,
        staff_name=row.staff_name,
        note=row.note,
    )
