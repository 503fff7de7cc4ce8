"""Enter a person into the file, or bring what we know of them up to date."""

from __future__ import annotations

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties import repository
from loanwright.parties.model import BankAccount, Person
from loanwright.parties.rules import check_same_identity


def enter_person(uow: UnitOfWork, person: Person, account: BankAccount | None) -> None:
    """Write `person` down and, when it is a new one, the account they are paid on.

    Part of a larger command (an application, an import), which leaves the audit record.

    Raises:
        IdentityAlreadyKnown: the party is on file with another ID number.
    """
    check_same_identity(repository.find(uow, person.party_id), person)
    repository.save(uow, person)
    if account is not None and account != repository.latest_account(uow, person.party_id):
        repository.add_account(uow, person.party_id, account)
