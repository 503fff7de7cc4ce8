"""The one door of the engine: terms and events in, schedules, states, quotes and annual rates out."""

from loanwright.engine.account import RefundExceedsCredit, WaiverExceedsDue
from loanwright.engine.accrual import Accrual, accrued, running_accrual
from loanwright.engine.annual_rate import AnnualRates, NoAnnualRate, annual_rates
from loanwright.engine.events import (
    Disbursed,
    Event,
    FeeCharged,
    PaidOff,
    Refunded,
    Repaid,
    Reversed,
    TakenOver,
    Waived,
)
from loanwright.engine.json_form import (
    FormNotReadable,
    event_from_json,
    event_to_json,
    terms_from_json,
    terms_to_json,
)
from loanwright.engine.opening import LoanAlreadyOpened
from loanwright.engine.parts import Parts
from loanwright.engine.payoff import PayoffQuote, payoff_quote
from loanwright.engine.replay import AmountNotPositive, NothingToReverse, SequenceRepeated, replay
from loanwright.engine.schedule import Installment, Schedule, schedule
from loanwright.engine.state import AccountState, AccountStatus, InstallmentState, NextDue, Totals
from loanwright.engine.terms import (
    MONTHLY,
    WEEKLY,
    AllocationOrder,
    Component,
    DayCount,
    Excess,
    Fee,
    FeeBase,
    FeeTiming,
    Frequency,
    LoanTerms,
    Method,
    PenaltyTerms,
    TermsNotConsistent,
    Unit,
    Waterfall,
)

__all__ = [
    "MONTHLY",
    "WEEKLY",
    "AccountState",
    "AccountStatus",
    "Accrual",
    "AllocationOrder",
    "AmountNotPositive",
    "AnnualRates",
    "Component",
    "DayCount",
    "Disbursed",
    "Event",
    "Excess",
    "Fee",
    "FeeBase",
    "FeeCharged",
    "FeeTiming",
    "FormNotReadable",
    "Frequency",
    "Installment",
    "InstallmentState",
    "LoanAlreadyOpened",
    "LoanTerms",
    "Method",
    "NextDue",
    "NoAnnualRate",
    "NothingToReverse",
    "PaidOff",
    "Parts",
    "PayoffQuote",
    "PenaltyTerms",
    "RefundExceedsCredit",
    "Refunded",
    "Repaid",
    "Reversed",
    "Schedule",
    "SequenceRepeated",
    "TakenOver",
    "TermsNotConsistent",
    "Totals",
    "Unit",
    "Waived",
    "WaiverExceedsDue",
    "Waterfall",
    "accrued",
    "annual_rates",
    "event_from_json",
    "event_to_json",
    "payoff_quote",
    "replay",
    "running_accrual",
    "schedule",
    "terms_from_json",
    "terms_to_json",
]
