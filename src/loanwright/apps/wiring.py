"""Everything is put together here: which domains exist, what hears which event, which adapter serves which port."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter

from loanwright.access import endpoints as access
from loanwright.access import partner_endpoints as access_partners
from loanwright.access.tasks import tasks as access_tasks
from loanwright.apps import operations
from loanwright.apps.demo_world import DemoWorld
from loanwright.apps.demo_world import tasks as demo_tasks
from loanwright.contracts import endpoints as contracts
from loanwright.contracts.api import CertificateAuthority
from loanwright.contracts.authorities.embedded import EmbeddedAuthority
from loanwright.decisioning import endpoints as decisioning
from loanwright.decisioning import model_endpoints as scoring_models
from loanwright.decisioning import trial_endpoints as policy_trials
from loanwright.decisioning.sources.credit_bureau import CreditBureau, HttpCreditBureau
from loanwright.documents import endpoints as documents
from loanwright.documents.api import DocumentStore
from loanwright.documents.stores.object_store import ObjectDocumentStore
from loanwright.fraud import behaviour_endpoints as fraud_behaviour
from loanwright.fraud import endpoints as fraud
from loanwright.fraud import list_endpoints as fraud_lists
from loanwright.fraud.tasks import tasks as fraud_tasks
from loanwright.infra.retention import retention_tasks
from loanwright.infra.runtime import Runtime, connect
from loanwright.infra.settings import Mode, Settings
from loanwright.infra.tasks import TaskRegistry, TaskSet
from loanwright.ledger import endpoints as ledger
from loanwright.ledger.api import SubLedger
from loanwright.notifications import endpoints as notifications
from loanwright.notifications.channels.gateway import Gateway
from loanwright.notifications.channels.sms_http import SmsOverHttp
from loanwright.notifications.tasks import tasks as notifications_tasks
from loanwright.origination import endpoints as origination
from loanwright.origination import observation_endpoints as origination_observation
from loanwright.origination import partner_endpoints as origination_partners
from loanwright.origination import staff_endpoints as origination_staff
from loanwright.origination.tasks import tasks as origination_tasks
from loanwright.payments import endpoints as payments
from loanwright.payments.rails.bank_http import BankOverHttp
from loanwright.payments.rails.rail import Rail
from loanwright.payments.tasks import tasks as payments_tasks
from loanwright.privacy import endpoints as privacy
from loanwright.products import endpoints as products
from loanwright.reconciliation import desk_endpoints as reconciliation_desk
from loanwright.reconciliation import endpoints as reconciliation
from loanwright.reconciliation import report_endpoints as reconciliation_reports
from loanwright.reconciliation.tasks import tasks as reconciliation_tasks
from loanwright.reporting import endpoints as reporting
from loanwright.servicing import command_endpoints as servicing_commands
from loanwright.servicing import day_endpoints as servicing_day
from loanwright.servicing import endpoints as servicing
from loanwright.servicing import parameter_endpoints as servicing_parameters
from loanwright.servicing import risk_endpoints as servicing_risk
from loanwright.servicing import staff_endpoints as servicing_staff
from loanwright.servicing.api import LEDGER_EQUALS_BANK, SUB_LEDGER_EQUALS_LEDGER, LoanBook
from loanwright.servicing.retention import loan_day_retention
from loanwright.servicing.tasks import tasks as servicing_tasks

# In the order they are tried: what comes in bursts first.
ROUTERS: tuple[APIRouter, ...] = (
    origination_partners.router,
    access.router,
    access_partners.router,
    privacy.router,
    products.router,
    contracts.router,
    documents.router,
    decisioning.router,
    fraud.router,
    policy_trials.router,
    scoring_models.router,
    fraud_behaviour.router,
    fraud_lists.router,
    origination.router,
    origination_observation.router,
    origination_staff.router,
    payments.router,
    reconciliation.router,
    reconciliation_desk.router,
    reconciliation_reports.router,
    servicing.router,
    servicing_staff.router,
    servicing_day.router,
    servicing_risk.router,
    servicing_parameters.router,
    servicing_commands.router,
    ledger.router,
    reporting.router,
    notifications.router,
    operations.router,
)

TASKS: tuple[TaskSet, ...] = (
    access_tasks,
    servicing_tasks,
    payments_tasks,
    notifications_tasks,
    origination_tasks,
    reconciliation_tasks,
    fraud_tasks,
)


def adapters(settings: Settings) -> dict[type, object]:
    """The outside world, by port: real providers differ from the sandbox only by URL and adapter.

    The ledger's sub-ledger is no outside world, but it lies above the ledger, which asks for it by port as well.
    """
    archive = settings.documents_url or settings.data_dir / "documents"
    return {
        CreditBureau: HttpCreditBureau(str(settings.bureau_url), settings.outside_timeout_seconds),
        CertificateAuthority: EmbeddedAuthority(),
        DocumentStore: ObjectDocumentStore.at(archive),
        Rail: BankOverHttp(
            url=str(settings.bank_url),
            public_url=str(settings.bank_public_url or settings.bank_url),
            account=settings.bank_account,
            timeout_seconds=settings.outside_timeout_seconds,
        ),
        Gateway: SmsOverHttp(str(settings.sms_url), settings.outside_timeout_seconds),
        SubLedger: LoanBook((SUB_LEDGER_EQUALS_LEDGER, LEDGER_EQUALS_BANK)),
    }


def build_runtime(settings: Settings) -> Runtime:
    """The application on its settings; connects lazily."""
    engine = connect(settings.database_url, settings.database_pool_size)
    forgetting = (
        retention_tasks(timedelta(days=settings.guards_kept_days)),
        loan_day_retention(timedelta(days=settings.loan_days_kept)),
    )
    tasks = (*TASKS, *forgetting)
    ports = adapters(settings)
    if settings.mode is Mode.DEMO:
        tasks, ports = (*tasks, demo_tasks), {**ports, DemoWorld: DemoWorld(settings)}
    return Runtime(settings, engine, TaskRegistry(tasks), ports)
