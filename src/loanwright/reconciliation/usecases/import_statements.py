"""Import the statements of a file."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.documents.api import DocumentFacts, archive
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation import repository, rules
from loanwright.reconciliation.model import Statement
from loanwright.reconciliation.readers.opening import read_statements


@dataclass(frozen=True, slots=True)
class Imported:
    """The file, and whether it came for the first time."""

    file_id: UUID
    is_new: bool


def import_statements(uow: UnitOfWork, content: bytes, file_name: str) -> Imported:
    """Keep everything the file says, and the file itself; the same file again changes nothing.

    Nothing is booked: money is booked when the bank's own messages come (payments). A statement only proves.

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
