"""The one door of the engine: terms and events in, schedules, states, quotes and annual rates out."""

from loanwright.engine.account import RefundExceedsCredit, WaiverExceedsDue
from loanwright.engine.accrual import Accrual, Growth, accrued
from loanwright.engine.annual_rate import AnnualRates, NoAnnualRate, annual_rates
from loanwright.engine.chargeback import ChargebackExceedsPayment
from loanwright.engine.conventions import (
    MONTHLY,
    WEEKLY,
    DayCount,
    Frequency,
    Levelling,
    MonthEnd,
    Profile,
    TermsNotConsistent,
    Unit,
)
from loanwright.engine.date_terms import BrokenPeriod, DueDay, Season
from loanwright.engine.daycount import weight
from loanwright.engine.events import (
    CalledDue,
    ChargedBack,
    Disbursed,
    DueDateShifted,
    Event,
    FeeCharged,
    GoodwillGranted,
    IncomeCapitalised,
    InterestPaused,
    InterestStopped,
    MerchantRefunded,
    OpenInterest,
    PaidOff,
    RateChanged,
    ReAged,
    ReAmortised,
    Refunded,
    Repaid,
    Reversed,
    TakenOver,
    TermExtended,
    Waived,
)
from loanwright.engine.fee_terms import Fee, FeeBase, FeeTiming, FeeTrigger, Vat, VatQuoted
from loanwright.engine.fees import charged_on, vat_within
from loanwright.engine.growth import charged_from, penalty_line
from loanwright.engine.json_form import (
    FormNotReadable,
    event_from_json,
    event_to_json,
    penalty_from_json,
    terms_from_json,
    terms_to_json,
)
from loanwright.engine.lived_rate import lived_rate
from loanwright.engine.opening import LoanAlreadyOpened
from loanwright.engine.parts import Parts
from loanwright.engine.payoff import PayoffQuote, payoff_quote
from loanwright.engine.penalty_terms import PenaltyBase, PenaltyTerms
from loanwright.engine.plan_terms import PlannedPart
from loanwright.engine.quotation import Quoted, annual
from loanwright.engine.rate_terms import Fixing, FloatingRate, RateStep, StepLevel, Subsidy
from loanwright.engine.replanning import NothingStillToCome, PlanIsFixed
from loanwright.engine.replay import AmountNotPositive, NothingToReverse, SequenceRepeated, replay
from loanwright.engine.restructuring import InterestRunsOn
from loanwright.engine.schedule import Installment, Schedule, schedule
from loanwright.engine.shifting import shifted
from loanwright.engine.state import AccountState, AccountStatus, InstallmentState, NextDue, Totals
from loanwright.engine.terms import (
    AllocationOrder,
    Component,
    DownPayment,
    Excess,
    Grace,
    InterestBasis,
    LoanTerms,
    Method,
    UnpaidInterest,
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
    "BrokenPeriod",
    "CalledDue",
    "ChargebackExceedsPayment",
    "ChargedBack",
    "Component",
    "DayCount",
    "Disbursed",
    "DownPayment",
    "DueDateShifted",
    "DueDay",
    "Event",
    "Excess",
    "Fee",
    "FeeBase",
    "FeeCharged",
    "FeeTiming",
    "FeeTrigger",
    "Fixing",
    "FloatingRate",
    "FormNotReadable",
    "Frequency",
    "GoodwillGranted",
    "Grace",
    "Growth",
    "IncomeCapitalised",
    "Installment",
    "InstallmentState",
    "InterestBasis",
    "InterestPaused",
    "InterestRunsOn",
    "InterestStopped",
    "Levelling",
    "LoanAlreadyOpened",
    "LoanTerms",
    "MerchantRefunded",
    "Method",
    "MonthEnd",
    "NextDue",
    "NoAnnualRate",
    "NothingStillToCome",
    "NothingToReverse",
    "OpenInterest",
    "PaidOff",
    "Parts",
    "PayoffQuote",
    "PenaltyBase",
    "PenaltyTerms",
    "PlanIsFixed",
    "PlannedPart",
    "Profile",
    "Quoted",
    "RateChanged",
    "RateStep",
    "ReAged",
    "ReAmortised",
    "RefundExceedsCredit",
    "Refunded",
    "Repaid",
    "Reversed",
    "Schedule",
    "Season",
    "SequenceRepeated",
    "StepLevel",
    "Subsidy",
    "TakenOver",
    "TermExtended",
    "TermsNotConsistent",
    "Totals",
    "Unit",
    "UnpaidInterest",
    "Vat",
    "VatQuoted",
    "Waived",
    "WaiverExceedsDue",
    "Waterfall",
    "accrued",
    "annual",
    "annual_rates",
    "charged_from",
    "charged_on",
    "event_from_json",
    "event_to_json",
    "lived_rate",
    "payoff_quote",
    "penalty_from_json",
    "penalty_line",
    "replay",
    "schedule",
    "shifted",
    "terms_from_json",
    "terms_to_json",
    "vat_within",
    "weight",
]
