"""The door of `origination`."""

from loanwright.origination.model import Application, Request, Status
from loanwright.origination.queries import (
    PAGE,
    Filter,
    FunnelStep,
    OpenOffer,
    Queue,
    applications_of,
    decline_reasons,
    draft_of,
    find_applications,
    funnel,
    get_application,
    late_applications,
    moves_of,
    offer_of,
    products_of,
)
from loanwright.origination.rules import draft_version, is_draft, status_of
from loanwright.origination.stages import STAGES, Exit, Stage, Standing, Words
from loanwright.origination.timeline import timeline
from loanwright.origination.usecases.accept_offer import accept_offer
from loanwright.origination.usecases.claim_application import claim_application
from loanwright.origination.usecases.decide_review import ReviewDecision, decide_review
from loanwright.origination.usecases.observe_form import permit_observation, record_observation
from loanwright.origination.usecases.receive_application import WholeApplication, read_whole, receive_application
from loanwright.origination.usecases.request_review import request_review
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
    "FunnelStep",
    "OpenOffer",
    "Queue",
    "Request",
    "ReviewDecision",
    "Stage",
    "Standing",
    "StartApplication",
    "Status",
    "WholeApplication",
    "Words",
    "accept_offer",
    "applications_of",
    "claim_application",
    "decide_review",
    "decline_reasons",
    "draft_of",
    "draft_version",
    "find_applications",
    "funnel",
    "get_application",
    "is_draft",
    "late_applications",
    "moves_of",
    "offer_of",
    "permit_observation",
    "products_of",
    "read_whole",
    "receive_application",
    "record_observation",
    "request_review",
    "save_draft",
    "start_application",
    "status_of",
    "submit_application",
    "timeline",
    "withdraw_application",
]
