"""The ledger's one door."""

from __future__ import annotations

from loanwright.ledger.chart import EARNED_AS, Chart, ChartAccount, parse_chart, shipped_document
from loanwright.ledger.journal import Journal, JournalLine, JournalState
from loanwright.ledger.model import Account, Entry, Posting, Side
from loanwright.ledger.pairing import pair_off
from loanwright.ledger.period import ClosingCheck, Period, PeriodClosed
from loanwright.ledger.proofs import PROOFS
from loanwright.ledger.queries.balances import (
    accounts,
    balance_sheet,
    balances,
    balances_by_product,
    chart,
    daily_balances,
    income_statement,
    journalled,
    results_by_month,
    trial_balance,
)
from loanwright.ledger.queries.entries import (
    AccountStatement,
    EntryView,
    JournalFilter,
    PostingView,
    StatementLine,
    account_statement,
    entries_of,
    entry,
    every_entry,
    every_line,
    journal,
    sources,
)
from loanwright.ledger.queries.journals import manual_journal, manual_journals
from loanwright.ledger.queries.periods import all_periods, closing_checks, control_accounts, period
from loanwright.ledger.reports import AccountBalance, BalanceSheet, IncomeStatement, TrialBalance
from loanwright.ledger.repository.charts import get as chart_version
from loanwright.ledger.repository.charts import versions as chart_versions
from loanwright.ledger.repository.entries import hold_day
from loanwright.ledger.rules import BusinessDayMoved, LedgerAccountUnknown, LedgerDateAhead
from loanwright.ledger.sub_ledger import ControlLine, SubLedger, compared
from loanwright.ledger.usecases.close_period import close_period, reopen_period
from loanwright.ledger.usecases.decide_chart import approve_chart, reject_chart
from loanwright.ledger.usecases.decide_journal import approve_journal, reject_journal
from loanwright.ledger.usecases.draft_chart import draft_chart
from loanwright.ledger.usecases.draft_journal import NewJournal, draft_journal, reverse_journal
from loanwright.ledger.usecases.open_next_day import open_next_day
from loanwright.ledger.usecases.post_entry import check_chosen, post, post_all, post_to_account

__all__ = [
    "EARNED_AS",
    "PROOFS",
    "Account",
    "AccountBalance",
    "AccountStatement",
    "BalanceSheet",
    "BusinessDayMoved",
    "Chart",
    "ChartAccount",
    "ClosingCheck",
    "ControlLine",
    "Entry",
    "EntryView",
    "IncomeStatement",
    "Journal",
    "JournalFilter",
    "JournalLine",
    "JournalState",
    "LedgerAccountUnknown",
    "LedgerDateAhead",
    "NewJournal",
    "Period",
    "PeriodClosed",
    "Posting",
    "PostingView",
    "Side",
    "StatementLine",
    "SubLedger",
    "TrialBalance",
    "account_statement",
    "accounts",
    "all_periods",
    "approve_chart",
    "approve_journal",
    "balance_sheet",
    "balances",
    "balances_by_product",
    "chart",
    "chart_version",
    "chart_versions",
    "check_chosen",
    "close_period",
    "closing_checks",
    "compared",
    "control_accounts",
    "daily_balances",
    "draft_chart",
    "draft_journal",
    "entries_of",
    "entry",
    "every_entry",
    "every_line",
    "hold_day",
    "income_statement",
    "journal",
    "journalled",
    "manual_journal",
    "manual_journals",
    "open_next_day",
    "pair_off",
    "parse_chart",
    "period",
    "post",
    "post_all",
    "post_to_account",
    "reject_chart",
    "reject_journal",
    "reopen_period",
    "results_by_month",
    "reverse_journal",
    "shipped_document",
    "sources",
    "trial_balance",
]
