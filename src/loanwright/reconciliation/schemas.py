"""Reconciliation over HTTP. Amounts are strings: a statement may be in a currency the books are not kept in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel

from loanwright.parties.api import masked_name
from loanwright.reconciliation.api import written
from loanwright.reconciliation.model import Finding, FindingKind, ImportedEntry, ImportedStatement


class StatementFindingView(BaseModel):
    """What is wrong with a statement: an amount, or a number of repeated entries."""

    kind: FindingKind
    difference: str | None


class AccountStatementView(BaseModel):
    """A statement as imported."""

    id: UUID
    file_id: UUID
    file_name: str
    imported_at: datetime
    format: str
    account: str
    currency: str
    opening: str | None
    closing: str | None
    closing_on: date | None
    number: str
    entries: int
    repeated: int
    findings: list[StatementFindingView]
    warnings: list[str]


class StatementFileView(BaseModel):
    """A file and its statements. `is_new` is false if the same file was here before."""

    id: UUID
    is_new: bool
    statements: list[AccountStatementView]


class AccountStatementPage(BaseModel):
    """Statements, the newest import first."""

    items: list[AccountStatementView]
    next_cursor: str | None = None


class StatementEntryView(BaseModel):
    """An entry as the bank told it."""

    seq: int
    booked_on: date | None
    value_on: date | None
    amount: str | None
    currency: str
    credit: bool
    booked: bool
    reference: str
    bank_reference: str
    counterparty: str
    text: str
    is_repeat: bool


class StatementEntryPage(BaseModel):
    """Entries in the bank's order; `next_after` continues."""

    items: list[StatementEntryView]
    next_after: int | None = None


def statement_view(statement: ImportedStatement) -> AccountStatementView:
    """As staff see it."""
    return AccountStatementView(
        id=statement.id,
        file_id=statement.file_id,
        file_name=statement.file_name,
        imported_at=statement.imported_at,
        format=statement.format,
        account=statement.account,
        currency=statement.currency,
        opening=_text(statement.opening, statement.currency),
        closing=_text(statement.closing, statement.currency),
        closing_on=statement.closing_on,
        number=statement.number,
        entries=statement.entries,
        repeated=statement.repeated,
        findings=[_finding_view(finding, statement.currency) for finding in statement.findings],
        warnings=list(statement.warnings),
    )


def entry_view(imported: ImportedEntry) -> StatementEntryView:
    """As staff see it; the name is masked."""
    entry = imported.entry
    return StatementEntryView(
        seq=imported.seq,
        booked_on=entry.booked_on,
        value_on=entry.value_on,
        amount=_text(entry.amount, entry.currency),
        currency=entry.currency,
        credit=entry.credit,
        booked=entry.booked,
        reference=entry.reference,
        bank_reference=entry.bank_reference,
        counterparty=masked_name(entry.counterparty) if entry.counterparty else "",
        text=entry.text,
        is_repeat=imported.is_repeat,
    )


def _finding_view(finding: Finding, currency: str) -> StatementFindingView:
    if finding.kind is FindingKind.REPEATED:
        return StatementFindingView(kind=finding.kind, difference=str(finding.difference))
    return StatementFindingView(kind=finding.kind, difference=_text(finding.difference, currency))


def _text(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else written(amount, currency)
