"""Servicing's one door."""

from __future__ import annotations

from loanwright.servicing.model import Loan, LoanStatus, RepaymentKind, SuspenseItem
from loanwright.servicing.proofs import PROOFS
from loanwright.servicing.queries import (
    LoanFilter,
    LoanLine,
    RecordedEvent,
    Standing,
    day_close,
    day_closes,
    events_of,
    loan_lines,
    loan_of_application,
    loans_of_borrower,
    repayment_request,
    standing,
)
from loanwright.servicing.repository.closes import DayClose
from loanwright.servicing.repository.suspense import open_items
from loanwright.servicing.usecases.allocate_suspense import allocate_suspense
from loanwright.servicing.usecases.open_loan import OpenLoan, open_loan
from loanwright.servicing.usecases.order_disbursement import order_disbursement, retry_disbursement
from loanwright.servicing.usecases.quote_payoff import quote_payoff
from loanwright.servicing.usecases.request_repayment import request_repayment
from loanwright.servicing.usecases.reverse_event import ReversalKind, reverse_event
from loanwright.servicing.usecases.start_close import start_close

__all__ = [
    "PROOFS",
    "DayClose",
    "Loan",
    "LoanFilter",
    "LoanLine",
    "LoanStatus",
    "OpenLoan",
    "RecordedEvent",
    "RepaymentKind",
    "ReversalKind",
    "Standing",
    "SuspenseItem",
    "allocate_suspense",
    "day_close",
    "day_closes",
    "events_of",
    "loan_lines",
    "loan_of_application",
    "loans_of_borrower",
    "open_items",
    "open_loan",
    "order_disbursement",
    "quote_payoff",
    "repayment_request",
    "request_repayment",
    "retry_disbursement",
    "reverse_event",
    "standing",
    "start_close",
]
