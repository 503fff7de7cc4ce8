"""What `verify` finds wrong with the books."""

from __future__ import annotations

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.ledger.api import PROOFS as LEDGER_PROOFS
from loanwright.servicing.api import PROOFS as SERVICING_PROOFS


def findings(runtime: Runtime) -> list[str]:
    """Every broken invariant of ledger and servicing."""
    with runtime.read(SYSTEM) as uow:
        proofs = (*LEDGER_PROOFS, *SERVICING_PROOFS)
        return [f"{found.subject}: {found.why}" for proof in proofs for found in proof.check(uow)]
