"""Servicing's one door."""

from __future__ import annotations

from loanwright.servicing.bank_proof import LEDGER_EQUALS_BANK
from loanwright.servicing.model import Loan, LoanStatus, RepaymentKind, ServiceRequest, SuspenseItem
from loanwright.servicing.parameters import ParameterVersion, Sheet, changes_between, fields_of, written
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
    command_offers,
    count_taken_over,
    day_close,
    day_closes,
    draws_of,
    events_of,
    loan_lines,
    loan_of_application,
    loans_of_borrower,
    numbers_of,
    repayment_request,
    service_request,
    standing,
)
from loanwright.servicing.repository.book_days import book_of
from loanwright.servicing.repository.closes import DayClose, SetAside, open_exceptions, ranges_of
from loanwright.servicing.repository.coming import falling_due
from loanwright.servicing.repository.parameters import get as parameter_version
from loanwright.servicing.repository.parameters import in_force as parameters_in_force
from loanwright.servicing.repository.parameters import risk_policy_in_force
from loanwright.servicing.repository.parameters import versions as parameter_versions
from loanwright.servicing.repository.requests import of_loan as requests_of_loan
from loanwright.servicing.repository.requests import waiting as waiting_requests
from loanwright.servicing.repository.snapshot import LoanDay, loans_on
from loanwright.servicing.repository.suspense import lock as suspense_item
from loanwright.servicing.repository.suspense import open_items
from loanwright.servicing.risk_report import (
    ClassifiedDay,
    Held,
    LoanRiskDay,
    Moved,
    classified_days,
    last_closed_day,
    migration,
    risk_days,
)
from loanwright.servicing.rules import BookDayNotKept
from loanwright.servicing.sub_ledger import SUB_LEDGER_EQUALS_LEDGER, LoanBook
from loanwright.servicing.takeover.mapping import Mapping, MappingNotValid, read_mapping
from loanwright.servicing.takeover.problems import in_words
from loanwright.servicing.takeover.reading import BookNotReadable, Reading, count_rows, read_book
from loanwright.servicing.takeover.rows import Problem, Reader, Takeover
from loanwright.servicing.usecases.allocate_suspense import allocate_suspense
from loanwright.servicing.usecases.bear_charge import bear_charge
from loanwright.servicing.usecases.book_suspense import (
    approve_suspense_booking,
    book_suspense,
    reject_suspense_booking,
)
from loanwright.servicing.usecases.decide_parameters import approve_parameters, reject_parameters
from loanwright.servicing.usecases.decide_request import approve_request, reject_request, withdraw_request
from loanwright.servicing.usecases.draft_parameters import draft_parameters
from loanwright.servicing.usecases.forget_loan_days import forget_loan_days
from loanwright.servicing.usecases.give_command import Given, give_command
from loanwright.servicing.usecases.grant_line import grant_line
from loanwright.servicing.usecases.open_loan import OpenLoan, open_loan
from loanwright.servicing.usecases.order_disbursement import order_disbursement, retry_disbursement
from loanwright.servicing.usecases.preview_close import preview_close
from loanwright.servicing.usecases.preview_command import Preview, preview_command
from loanwright.servicing.usecases.quote_payoff import quote_payoff
from loanwright.servicing.usecases.request_repayment import request_repayment
from loanwright.servicing.usecases.retry_exception import retry_exception
from loanwright.servicing.usecases.start_close import start_close
from loanwright.servicing.usecases.take_over_loans import take_over_loans

__all__ = [
    "LEDGER_EQUALS_BANK",
    "PROOFS",
    "SUB_LEDGER_EQUALS_LEDGER",
    "BookDayNotKept",
    "BookNotReadable",
    "ClassifiedDay",
    "DayClose",
    "Given",
    "Held",
    "Loan",
    "LoanBook",
    "LoanDay",
    "LoanFilter",
    "LoanLine",
    "LoanRiskDay",
    "LoanStatus",
    "Mapping",
    "MappingNotValid",
    "Moved",
    "OpenLoan",
    "ParameterVersion",
    "Preview",
    "Problem",
    "Reader",
    "Reading",
    "RecordedEvent",
    "RepaymentKind",
    "ServiceRequest",
    "SetAside",
    "Share",
    "Sheet",
    "Standing",
    "SuspenseItem",
    "Takeover",
    "Waiting",
    "allocate_suspense",
    "approve_parameters",
    "approve_request",
    "approve_suspense_booking",
    "bear_charge",
    "book_of",
    "book_suspense",
    "by_arrears",
    "by_product",
    "by_status",
    "changes_between",
    "classified_days",
    "collected_by_month",
    "command_offers",
    "count_rows",
    "count_taken_over",
    "day_close",
    "day_closes",
    "disbursed_by_month",
    "draft_parameters",
    "draws_of",
    "events_of",
    "falling_due",
    "fields_of",
    "forget_loan_days",
    "give_command",
    "grant_line",
    "in_suspense",
    "in_words",
    "last_closed_day",
    "loan_lines",
    "loan_of_application",
    "loans_of_borrower",
    "loans_on",
    "migration",
    "numbers_of",
    "open_exceptions",
    "open_items",
    "open_loan",
    "order_disbursement",
    "parameter_version",
    "parameter_versions",
    "parameters_in_force",
    "preview_close",
    "preview_command",
    "quote_payoff",
    "ranges_of",
    "read_book",
    "read_mapping",
    "reject_parameters",
    "reject_request",
    "reject_suspense_booking",
    "repayment_request",
    "request_repayment",
    "requests_of_loan",
    "retry_disbursement",
    "retry_exception",
    "risk_days",
    "risk_policy_in_force",
    "service_request",
    "standing",
    "start_close",
    "suspense_item",
    "take_over_loans",
    "waiting_requests",
    "withdraw_request",
    "written",
]
