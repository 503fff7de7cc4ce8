"""The door of reconciliation."""

from __future__ import annotations

from loanwright.reconciliation.model import Entry, EntryPart, Statement
from loanwright.reconciliation.proofs import PROOFS
from loanwright.reconciliation.readers.amounts import written
from loanwright.reconciliation.readers.mapping import ColumnMapping, read_column_mapping
from loanwright.reconciliation.readers.opening import read_statements
from loanwright.reconciliation.rules import StatementFileMissing

__all__ = [
    "PROOFS",
    "ColumnMapping",
    "Entry",
    "EntryPart",
    "Statement",
    "StatementFileMissing",
    "read_column_mapping",
    "read_statements",
    "written",
]
