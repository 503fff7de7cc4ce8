"""What origination does after a commit: run automatic stages, hear what others did, watch the time limits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from loanwright.contracts.events import ContractSigned
from loanwright.decisioning import api as decisioning
from loanwright.fraud.events import RingFound
from loanwright.infra.tasks import TaskSet, Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal
from loanwright.origination import queries
from loanwright.origination.events import OfferAccepted
from loanwright.origination.partner_schemas import PartnerApplication
from loanwright.origination.stages import Stage
from loanwright.origination.usecases.archive_settlement import archive_settlement
from loanwright.origination.usecases.enforce_time_limit import enforce_time_limit
from loanwright.origination.usecases.flag_ring import flag_ring
from loanwright.origination.usecases.keep_intakes import IntakesDue
from loanwright.origination.usecases.move_application import StageDue
from loanwright.origination.usecases.prepare_contract import prepare_contract as draw_up_contract
from loanwright.origination.usecases.record_disbursement import record_disbursement
from loanwright.origination.usecases.record_signature import record_signature
from loanwright.origination.usecases.record_trouble import record_trouble
from loanwright.origination.usecases.run_stage import run_stage as run_once
from loanwright.origination.usecases.settle_report import report_request, settle_report
from loanwright.origination.usecases.take_in_application import take_in_application
from loanwright.servicing.events import LoanDisbursed, LoanSettled

_LATE_AT_ONCE = 500

tasks = TaskSet("origination")


@tasks.task_outside(StageDue)
def run_stage(work: Work, due: StageDue) -> None:
    """Run an automatic stage; when it fails, leave the reason on the application and try again later."""
    with _trouble_noted(work, due):
        if due.stage is Stage.DATA:
            _fetch_report(work, due)
        else:
            with work.begin() as uow:
                run_once(uow, due.application_id, due.stage)


@tasks.task_outside(IntakesDue)
def take_in_applications(work: Work, due: IntakesDue) -> None:
    """Make applications of what partners sent: each in a transaction of its own, so that one holds up no other.

    Raises the last failure once all were tried, so that those left over are tried again.
    """
    failure: Exception | None = None
    for intake_id in due.intake_ids:
        try:
            take_in_application(work, intake_id, lambda text: PartnerApplication.model_validate_json(text).told())
        except Exception as error:  # noqa: BLE001  raised below
            failure = error
    if failure:
        raise failure


@tasks.on(OfferAccepted)
def prepare_contract(uow: UnitOfWork, event: OfferAccepted) -> None:
    """Have the contract drawn up."""
    draw_up_contract(uow, event.application_id)


@tasks.on(ContractSigned)
def hear_signature(uow: UnitOfWork, event: ContractSigned) -> None:
    """Open the loan and order its money."""
    record_signature(uow, event)


@tasks.on(LoanDisbursed)
def hear_disbursement(uow: UnitOfWork, event: LoanDisbursed) -> None:
    """The money is with the borrower."""
    record_disbursement(uow, event)


@tasks.on(LoanSettled)
def hear_settlement(uow: UnitOfWork, event: LoanSettled) -> None:
    """The loan is over."""
    archive_settlement(uow, event)


@tasks.on(RingFound)
def hear_ring(uow: UnitOfWork, event: RingFound) -> None:
    """Those of the ring who applied before it was one are marked, too."""
    flag_ring(uow, event)


@tasks.every("*/5 * * * *")
def watch_time_limits(work: Work) -> None:
    """Applications whose stage took too long: each in a transaction of its own, so that one holds up no other."""
    with work.begin() as uow:
        late = queries.late_applications(uow, _LATE_AT_ONCE)
    for application_id, stage in late:
        due = StageDue(application_id=application_id, stage=stage)
        with suppress(Refusal), _trouble_noted(work, due), work.begin() as uow:
            enforce_time_limit(uow, application_id)


def _fetch_report(work: Work, due: StageDue) -> None:
    with work.begin() as uow:
        request = report_request(uow, due.application_id)
    if request is None:
        return
    status = decisioning.fetch_credit_report(work, request)
    with work.begin() as uow:
        settle_report(uow, due.application_id, status)


@contextmanager
def _trouble_noted(work: Work, due: StageDue) -> Iterator[None]:
    try:
        yield
    except Exception as failure:
        with work.begin() as uow:
            record_trouble(uow, due.application_id, due.stage, type(failure).__name__)
        raise
