"""Servicing's one door."""

from __future__ import annotations

from loanwright.servicing.model import Loan, LoanStatus, RepaymentKind
from loanwright.servicing.proofs import PROOFS
from loanwright.servicing.repository.closes import DayClose
from loanwright.servicing.usecases.open_loan import OpenLoan, open_loan
from loanwright.servicing.usecases.quote_payoff import quote_payoff
from loanwright.servicing.usecases.start_close import start_close

__all__ = [
    "PROOFS",
    "DayClose",
    "Loan",
    "LoanStatus",
    "OpenLoan",
    "RepaymentKind",
    "open_loan",
    "quote_payoff",
    "start_close",
]
