"""Run the automatic stage an application stands in; each is one transaction.

The data stage talks to the bureau and has its own task; see `settle_report`.
"""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository
from loanwright.origination.stages import Stage, Standing
from loanwright.origination.usecases.check_aml import check_aml
from loanwright.origination.usecases.check_consent import check_consent
from loanwright.origination.usecases.check_fraud import check_fraud
from loanwright.origination.usecases.check_identity import check_identity
from loanwright.origination.usecases.decide_application import decide_application
from loanwright.origination.usecases.score_application import score_application

_RUN = {
    Stage.IDENTITY: check_identity,
    Stage.CONSENT: check_consent,
    Stage.FRAUD: check_fraud,
    Stage.AML: check_aml,
    Stage.SCORING: score_application,
    Stage.DECISION: decide_application,
}


def run_stage(uow: UnitOfWork, application_id: UUID, stage: Stage) -> None:
    """Run `stage`, unless the application has already left it: safe to repeat at any time."""
    application = repository.lock(uow, application_id)
    if application.stage is not stage or application.standing is not Standing.OPEN:
        return
    _RUN[stage](uow, application)
    uow.audit(f"origination.run-{stage}", "application", application_id)
