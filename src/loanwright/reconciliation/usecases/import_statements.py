"""Import the statements of a file."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.documents.api import DocumentFacts, archive
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.api import own_account
from loanwright.reconciliation import gathering, rules
from loanwright.reconciliation.desk import ExceptionCase
from loanwright.reconciliation.model import Finding, Statement
from loanwright.reconciliation.readers.opening import read_statements
from loanwright.reconciliation.repository import exceptions, items
from loanwright.reconciliation.repository import statements as repository
from loanwright.reconciliation.usecases.match_items import MATCH, DeskChanged


@dataclass(frozen=True, slots=True)
class Imported:
    """The file, and whether it came for the first time."""

    file_id: UUID
    is_new: bool


def import_statements(uow: UnitOfWork, content: bytes, file_name: str) -> Imported:
    """Keep everything the file says, and the file itself; lay its entries on the desk and have them matched.

    The same file again changes nothing. Nothing is booked: money is booked when the bank's own messages come
    (payments), or when a person says so. A statement only proves.

    Raises:
        StatementFileEmpty, StatementFileTooLarge, StatementFileUnsafe, StatementFormatUnknown
    """
    file_id = repository.file_id_of(content)
    if repository.is_imported(uow, file_id):
        uow.audit("reconciliation.import", "statement_file", file_id, was_here=True)
        return Imported(file_id, is_new=False)
    statements = read_statements(content)
    facts = DocumentFacts("bank-statement", "statement_file", file_id, file_name, media_type="application/octet-stream")
    repository.add_file(uow, file_id, file_name, archive(uow, content, facts).id)
    for statement in statements:
        _keep(uow, file_id, statement)
    uow.enqueue(MATCH, DeskChanged())
    entries = sum(len(statement.entries) for statement in statements)
    uow.audit("reconciliation.import", "statement_file", file_id, statements=len(statements), entries=entries)
    return Imported(file_id, is_new=True)


def _keep(uow: UnitOfWork, file_id: UUID, statement: Statement) -> None:
    fingerprints = rules.fingerprints(statement)
    known = repository.known_fingerprints(uow, fingerprints)
    before, after = repository.neighbours(uow, statement)
    findings = tuple(rules.findings_of(statement, before, after, len(known)))
    statement_id = repository.add_statement(uow, file_id, statement, len(known), findings)
    repository.add_entries(uow, statement_id, statement, fingerprints, known)
    if statement.format not in gathering.NO_BOOKINGS:
        _lay_on_desk(uow, statement_id, statement, [mark in known for mark in fingerprints], findings)


def _lay_on_desk(
    uow: UnitOfWork, statement_id: UUID, statement: Statement, repeats: list[bool], findings: tuple[Finding, ...]
) -> None:
    account = gathering.account_of(statement.format, statement.account, own_account(uow))
    if account is not None:
        items.add_items(uow, list(gathering.items_of(statement, statement_id, account, repeats, uow.new_id)))
    cases = [
        ExceptionCase(
            id=uow.new_id(),
            category=trouble.category,
            account=account or statement.account,
            amount=trouble.amount,
            since_on=repository.closing_day(statement) or uow.business_date,
            statement_id=statement_id,
        )
        for trouble in gathering.troubles_of(statement, account, findings)
    ]
    exceptions.add(uow, cases)
