"""The door of `origination`."""

from loanwright.origination.model import Application, Purpose, Request, Status
from loanwright.origination.queries import (
    PAGE,
    Filter,
    OpenOffer,
    Queue,
    applications_of,
    draft_of,
    find_applications,
    get_application,
    late_applications,
    moves_of,
    offer_of,
)
from loanwright.origination.rules import draft_version, is_draft, status_of
from loanwright.origination.stages import STAGES, Exit, Stage, Standing, Words
from loanwright.origination.timeline import timeline
from loanwright.origination.usecases.claim_application import claim_application
from loanwright.origination.usecases.save_draft import save_draft
from loanwright.origination.usecases.start_application import StartApplication, start_application
from loanwright.origination.usecases.submit_application import submit_application
from loanwright.origination.usecases.withdraw_application import withdraw_application

__all__ = [
    "PAGE",
    "STAGES",
    "Application",
    "Exit",
    "Filter",
    "OpenOffer",
    "Purpose",
    "Queue",
    "Request",
    "Stage",
    "Standing",
    "StartApplication",
    "Status",
    "Words",
    "applications_of",
    "claim_application",
    "draft_of",
    "draft_version",
    "find_applications",
    "get_application",
    "is_draft",
    "late_applications",
    "moves_of",
    "offer_of",
    "save_draft",
    "start_application",
    "status_of",
    "submit_application",
    "timeline",
    "withdraw_application",
]
