"""Statements as rows and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation.gathering import NO_BOOKINGS, account_of
from loanwright.reconciliation.model import (
    Entry,
    Finding,
    FindingKind,
    ImportedEntry,
    ImportedStatement,
    Neighbour,
    Statement,
)
from loanwright.reconciliation.tables import account_statement, statement_entry, statement_file

# One statement inserts this many rows: parameters are bounded, and so is the memory of a large file.
_ROWS_AT_ONCE = 2_000


def file_id_of(content: bytes) -> UUID:
    """A file's id follows from its content: the first half of its SHA-256."""
    return UUID(bytes=hashlib.sha256(content).digest()[:16])


def is_imported(uow: UnitOfWork, file_id: UUID) -> bool:
    """Whether this very file is here already."""
    return uow.connection.scalar(select(statement_file.c.id).where(statement_file.c.id == file_id)) is not None


def add_file(uow: UnitOfWork, file_id: UUID, file_name: str, document_id: UUID) -> None:
    """Keep that the file came."""
    row = {"id": file_id, "file_name": file_name[:200], "document_id": document_id, "imported_at": uow.now}
    uow.connection.execute(insert(statement_file).values(row))


def add_statement(
    uow: UnitOfWork, file_id: UUID, statement: Statement, repeated: int, findings: Sequence[Finding]
) -> UUID:
    """Keep a statement; its entries follow."""
    statement_id = uow.new_id()
    row = {
        "id": statement_id,
        "file_id": file_id,
        "format": statement.format,
        "account": statement.account[:64],
        "currency": statement.currency,
        "opening": statement.opening,
        "closing": statement.closing,
        "closing_on": closing_day(statement),
        "number": statement.number[:64],
        "entries": len(statement.entries),
        "repeated": repeated,
        "findings": [_finding_row(finding) for finding in findings],
        "warnings": list(statement.warnings),
    }
    uow.connection.execute(insert(account_statement).values(row))
    return statement_id


def closing_day(statement: Statement) -> Any:
    """The day a statement closes: as it says, else that of its last entry."""
    days = [entry.booked_on for entry in statement.entries if entry.booked_on]
    return statement.closing_on or max(days, default=None)


def add_entries(
    uow: UnitOfWork, statement_id: UUID, statement: Statement, fingerprints: Sequence[UUID], known: set[UUID]
) -> None:
    """Keep the entries of a statement; those whose fingerprint is known are marked as repeats."""
    told = zip(statement.entries, fingerprints, strict=True)
    rows = [_entry_row(uow, statement_id, seq, entry, mark, known) for seq, (entry, mark) in enumerate(told, 1)]
    for begin in range(0, len(rows), _ROWS_AT_ONCE):
        uow.connection.execute(insert(statement_entry), rows[begin : begin + _ROWS_AT_ONCE])


def known_fingerprints(uow: UnitOfWork, fingerprints: Sequence[UUID]) -> set[UUID]:
    """Those entries that are here already, from whatever file."""
    known: set[UUID] = set()
    column = statement_entry.c.fingerprint
    for begin in range(0, len(fingerprints), _ROWS_AT_ONCE):
        some = fingerprints[begin : begin + _ROWS_AT_ONCE]
        known.update(uow.connection.scalars(select(column).where(column.in_(some))))
    return known


def neighbours(uow: UnitOfWork, statement: Statement) -> tuple[Neighbour | None, Neighbour | None]:
    """The statements of this account that close last before, and first after, this one."""
    day = closing_day(statement)
    if day is None or not statement.account:
        return None, None
    of = account_statement.c
    same = select(of.opening, of.closing).where(of.account == statement.account, of.currency == statement.currency)
    before = same.where(of.closing_on <= day).order_by(of.closing_on.desc(), of.id.desc()).limit(1)
    after = same.where(of.closing_on > day).order_by(of.closing_on, of.id).limit(1)
    return _neighbour(uow.connection.execute(before).first()), _neighbour(uow.connection.execute(after).first())


def _neighbour(row: Row[Any, Any] | None) -> Neighbour | None:
    return None if row is None else Neighbour(row.opening, row.closing)


def file_of_statement(uow: UnitOfWork, statement_id: UUID) -> UUID:
    """The file a statement came in."""
    mine = account_statement.c.id == statement_id
    file_id: UUID = uow.connection.execute(select(account_statement.c.file_id).where(mine)).scalar_one()
    return file_id


def covered_until(uow: UnitOfWork, own: str) -> dict[str, date]:
    """The last day that statements tell of, by our name of the account."""
    of = account_statement.c
    last = select(of.format, of.account, func.max(of.closing_on).label("day")).group_by(of.format, of.account)
    covered: dict[str, date] = {}
    for row in uow.connection.execute(last.where(of.closing_on.is_not(None))):
        account = account_of(row.format, row.account, own)
        if account is not None and row.format not in NO_BOOKINGS:
            covered[account] = max(row.day, covered.get(account, row.day))
    return covered


def statement_of(row: Row[Any]) -> ImportedStatement:
    """A row of `account_statement` joined with its file."""
    return ImportedStatement(
        id=row.id,
        file_id=row.file_id,
        file_name=row.file_name,
        imported_at=row.imported_at,
        format=row.format,
        account=row.account,
        currency=row.currency,
        opening=row.opening,
        closing=row.closing,
        closing_on=row.closing_on,
        number=row.number,
        entries=row.entries,
        repeated=row.repeated,
        findings=tuple(_finding_of(each) for each in row.findings),
        warnings=tuple(row.warnings),
    )


def entry_of(uow: UnitOfWork, row: Row[Any]) -> ImportedEntry:
    """A row of `statement_entry`, unsealed."""
    said = json.loads(uow.keyring.decrypt(row.said_sealed))
    entry = Entry(
        booked_on=row.booked_on,
        value_on=row.value_on,
        amount=row.amount,
        currency=row.currency,
        credit=row.is_credit,
        reference=row.reference,
        bank_reference=row.bank_reference,
        booked=row.is_booked,
        **said,
    )
    return ImportedEntry(row.statement_id, row.seq, entry, row.is_repeat)


def _entry_row(
    uow: UnitOfWork, statement_id: UUID, seq: int, entry: Entry, fingerprint: UUID, known: set[UUID]
) -> dict[str, Any]:
    said = {
        "counterparty": entry.counterparty,
        "counterparty_account": entry.counterparty_account,
        "text": entry.text,
    }
    return {
        "statement_id": statement_id,
        "seq": seq,
        "fingerprint": fingerprint,
        "is_repeat": fingerprint in known,
        "booked_on": entry.booked_on,
        "value_on": entry.value_on,
        "amount": entry.amount,
        "currency": entry.currency,
        "is_credit": entry.credit,
        "is_booked": entry.booked,
        "reference": entry.reference[:140],
        "bank_reference": entry.bank_reference[:140],
        "said_sealed": uow.keyring.encrypt(json.dumps(said, ensure_ascii=False)),
    }


def _finding_row(finding: Finding) -> dict[str, str | None]:
    return {"kind": finding.kind.value, "difference": None if finding.difference is None else str(finding.difference)}


def _finding_of(row: dict[str, str | None]) -> Finding:
    difference = row["difference"]
    return Finding(FindingKind(str(row["kind"])), None if difference is None else Decimal(difference))
