"""Servicing's one door."""

from __future__ import annotations

from loanwright.servicing.bank_proof import LEDGER_EQUALS_BANK
from loanwright.servicing.model import Loan, LoanStatus, RepaymentKind, SuspenseItem
from loanwright.servicing.portfolio import (
    Share,
    Waiting,
    by_arrears,
    by_product,
    by_status,
    collected_by_month,
    disbursed_by_month,
    in_suspense,
)
from loanwright.servicing.proofs import PROOFS
from loanwright.servicing.queries import (
    LoanFilter,
    LoanLine,
    RecordedEvent,
    Standing,
    count_taken_over,
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
from loanwright.servicing.takeover.mapping import Mapping, MappingNotValid, read_mapping
from loanwright.servicing.takeover.problems import in_words
from loanwright.servicing.takeover.reading import BookNotReadable, Reading, count_rows, read_book
from loanwright.servicing.takeover.rows import Problem, Reader, Takeover
from loanwright.servicing.usecases.allocate_suspense import allocate_suspense
from loanwright.servicing.usecases.open_loan import OpenLoan, open_loan
from loanwright.servicing.usecases.order_disbursement import order_disbursement, retry_disbursement
from loanwright.servicing.usecases.quote_payoff import quote_payoff
from loanwright.servicing.usecases.request_repayment import request_repayment
from loanwright.servicing.usecases.reverse_event import ReversalKind, reverse_event
from loanwright.servicing.usecases.start_close import start_close
from loanwright.servicing.usecases.take_over_loans import take_over_loans

__all__ = [
    "LEDGER_EQUALS_BANK",
    "PROOFS",
    "BookNotReadable",
    "DayClose",
    "Loan",
    "LoanFilter",
    "LoanLine",
    "LoanStatus",
    "Mapping",
    "MappingNotValid",
    "OpenLoan",
    "Problem",
    "Reader",
    "Reading",
    "RecordedEvent",
    "RepaymentKind",
    "ReversalKind",
    "Share",
    "Standing",
    "SuspenseItem",
    "Takeover",
    "Waiting",
    "allocate_suspense",
    "by_arrears",
    "by_product",
    "by_status",
    "collected_by_month",
    "count_rows",
    "count_taken_over",
    "day_close",
    "day_closes",
    "disbursed_by_month",
    "events_of",
    "in_suspense",
    "in_words",
    "loan_lines",
    "loan_of_application",
    "loans_of_borrower",
    "open_items",
    "open_loan",
    "order_disbursement",
    "quote_payoff",
    "read_book",
    "read_mapping",
    "repayment_request",
    "request_repayment",
    "retry_disbursement",
    "reverse_event",
    "standing",
    "start_close",
    "take_over_loans",
]
