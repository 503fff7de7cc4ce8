"""`verify`: every invariant of the installation, proved anew from the stored facts, whoever asks."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from loanwright.contracts import api as contracts
from loanwright.decisioning import api as decisioning
from loanwright.documents import api as documents
from loanwright.infra import audit
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import audit_record
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.ledger import api as ledger
from loanwright.payments import api as payments
from loanwright.reconciliation import api as reconciliation
from loanwright.servicing import api as servicing

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Result:
    """What one proof found: how many things it looked at, and the first findings of all it has."""

    proof: Proof
    checked: int
    findings_total: int
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Whether the invariant holds."""
        return self.findings_total == 0


def _audit_chain(uow: UnitOfWork) -> Generator[Finding, None, int]:
    for broken in audit.verify_chain(uow.connection):
        yield Finding(f"audit lane {broken.lane}, record {broken.seq}", broken.why)
    return uow.connection.scalar(select(func.count()).select_from(audit_record)) or 0


AUDIT_CHAIN = Proof(
    "audit-chain",
    "每条操作记录都与前一条相扣，没有被改动、删除或插入",
    "Every audit record follows from the one before it: none changed, removed or slipped in",
    _audit_chain,
)

PROOFS: tuple[Proof, ...] = (
    AUDIT_CHAIN,
    *decisioning.PROOFS,
    *ledger.PROOFS,
    *payments.PROOFS,
    *servicing.PROOFS,
    servicing.LEDGER_EQUALS_BANK,
    *documents.PROOFS,
    *contracts.PROOFS,
    *reconciliation.PROOFS,
)


def verify(runtime: Runtime) -> Iterator[Result]:
    """Run every proof, each on one consistent view of the database; results come as they are ready."""
    for proof in PROOFS:
        with runtime.read(SYSTEM) as uow:
            yield _result(proof, uow)


def _result(proof: Proof, uow: UnitOfWork) -> Result:
    findings: list[Finding] = []
    total = 0
    check = proof.check(uow)
    while True:
        try:
            finding = next(check)
        except StopIteration as end:
            return Result(proof, end.value, total, tuple(findings))
        total += 1
        if total <= _SHOWN:
            findings.append(finding)
