"""What operators do over HTTP: look at dead letters and send them again, read a subject's audit trail, run `verify`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from loanwright.access.api import Permission, staff_edge
from loanwright.apps.verify import Result, verify
from loanwright.infra import audit
from loanwright.infra.edge import Edge
from loanwright.infra.jobs import dead_letters
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(prefix="/staff", tags=["operations"])

Retrier = Annotated[Edge, staff_edge(Permission.OPERATIONS_RETRY)]
AuditReader = Annotated[Edge, staff_edge(Permission.AUDIT_READ)]


class DeadLetterView(BaseModel):
    """A message that failed at its last attempt. Its payload stays on the server: it may hold personal data."""

    message_id: UUID
    task: str
    attempts: int
    error: str
    failed_at: datetime


class DeadLetterPage(BaseModel):
    """Waiting dead letters, newest first."""

    items: list[DeadLetterView]
    total: int


class RetryDeadLetter(BaseModel):
    """Which task of the message to try again."""

    task: str


class AuditTrail(BaseModel):
    """Audit records of one subject, oldest first, as they were hashed."""

    items: list[dict[str, Any]]


class FindingView(BaseModel):
    """Something that does not hold."""

    subject: str
    why: str


class ProofView(BaseModel):
    """One invariant and whether it holds."""

    name: str
    title_zh: str
    title_en: str
    checked: int
    findings_total: int
    findings: list[FindingView]


class ProofsView(BaseModel):
    """All invariants."""

    clean: bool
    proofs: list[ProofView]


@router.get("/dead-letters")
def list_dead_letters(edge: Retrier) -> DeadLetterPage:
    """Messages nobody could handle."""
    return edge.query(_dead_letters)


@router.post("/dead-letters/{message_id}/retries", status_code=202)
def retry_dead_letter(message_id: UUID, body: RetryDeadLetter, edge: Retrier) -> None:
    """Send a dead letter again."""

    def retry(uow: UnitOfWork) -> None:
        dead_letters.retry(uow, message_id, body.task)
        uow.audit("retry_dead_letter", "message", message_id, task=body.task)

    edge.transact(retry)  # a second click finds no dead letter, so no stored result is needed


@router.get("/audit/{subject_id}")
def read_audit_trail(subject_id: UUID, edge: AuditReader) -> AuditTrail:
    """Who did what to one subject."""
    return edge.query(lambda uow: AuditTrail(items=audit.history(uow.connection, subject_id)))


@router.post("/verifications")
def run_verification(edge: AuditReader) -> ProofsView:
    """Prove every invariant now; takes seconds on a book of thousands of loans."""
    results = list(verify(edge.runtime))
    return ProofsView(clean=all(result.clean for result in results), proofs=[_proof(result) for result in results])


def _dead_letters(uow: UnitOfWork) -> DeadLetterPage:
    letters = [DeadLetterView.model_validate(letter, from_attributes=True) for letter in dead_letters.waiting(uow)]
    return DeadLetterPage(items=letters, total=dead_letters.count_waiting(uow))


def _proof(result: Result) -> ProofView:
    findings = [FindingView(subject=finding.subject, why=finding.why) for finding in result.findings]
    return ProofView(
        name=result.proof.name,
        title_zh=result.proof.title_zh,
        title_en=result.proof.title_en,
        checked=result.checked,
        findings_total=result.findings_total,
        findings=findings,
    )
