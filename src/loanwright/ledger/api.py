"""The ledger's one door."""

from __future__ import annotations

from loanwright.ledger.chart import chart
from loanwright.ledger.model import Account, AccountBalance, AccountTitle, Entry, Posting, TrialBalance
from loanwright.ledger.proofs import PROOFS
from loanwright.ledger.queries import (
    EntryView,
    PostingView,
    StatementLine,
    account_statement,
    balances,
    entries_of,
    entry,
    trial_balance,
)
from loanwright.ledger.repository import hold_day
from loanwright.ledger.rules import BusinessDayMoved, LedgerAccountUnknown, LedgerDateAhead, account_named
from loanwright.ledger.usecases.open_next_day import open_next_day
from loanwright.ledger.usecases.post_entry import post, post_all

__all__ = [
    "PROOFS",
    "Account",
    "AccountBalance",
    "AccountTitle",
    "BusinessDayMoved",
    "Entry",
    "EntryView",
    "LedgerAccountUnknown",
    "LedgerDateAhead",
    "Posting",
    "PostingView",
    "StatementLine",
    "TrialBalance",
    "account_named",
    "account_statement",
    "balances",
    "chart",
    "entries_of",
    "entry",
    "hold_day",
    "open_next_day",
    "post",
    "post_all",
    "trial_balance",
]
