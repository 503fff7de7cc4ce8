"""Reading people: in plain text for machines, masked for screens."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties import repository, rules
from loanwright.parties.model import BankAccount, Language, MaskedPerson, Person


def person(uow: UnitOfWork, party_id: UUID) -> Person:
    """The person in plain text: for a bureau query, a payment, a contract; never for a screen.

    Raises:
        PersonUnknown
    """
    known = repository.find(uow, party_id)
    if known is None:
        raise rules.PersonUnknown
    return known


def language_of(uow: UnitOfWork, party_id: UUID) -> Language:
    """The language to write to this person in; Chinese until they have told us otherwise."""
    known = repository.find(uow, party_id)
    return known.language if known else Language.CHINESE


def phone_of(uow: UnitOfWork, party_id: UUID) -> str | None:
    """Where to reach the person, in plain text: for a message gateway."""
    known = repository.find(uow, party_id)
    return known.phone if known else None


def masked_person(uow: UnitOfWork, party_id: UUID) -> MaskedPerson:
    """The person as screens show them.

    Raises:
        PersonUnknown
    """
    return _masked(person(uow, party_id))


def masked_people(uow: UnitOfWork, party_ids: Iterable[UUID]) -> dict[UUID, MaskedPerson]:
    """Many at once, for lists; people not on file are absent."""
    return {known.party_id: _masked(known) for known in repository.find_all(uow, party_ids)}


def find_people(uow: UnitOfWork, text: str) -> list[UUID]:
    """Ids of the people whose whole name, ID number or phone is `text`; there is no search by part."""
    plain = " ".join(text.split())
    return repository.ids_matching(uow, plain.upper() if plain[:1].isdigit() else plain)


def payout_account(uow: UnitOfWork, party_id: UUID) -> BankAccount | None:
    """Where the person is paid, in plain text: for a payment order."""
    return repository.latest_account(uow, party_id)


def count_others_with_id_number(uow: UnitOfWork, party_id: UUID) -> int:
    """How many other phones came with this person's ID number."""
    return repository.count_others_with_id_number(uow, person(uow, party_id))


def count_others_with_account(uow: UnitOfWork, party_id: UUID) -> int:
    """How many other people are paid on this person's account."""
    account = repository.latest_account(uow, party_id)
    return 0 if account is None else repository.count_others_with_account(uow, party_id, account)


def _masked(known: Person) -> MaskedPerson:
    return MaskedPerson(
        party_id=known.party_id,
        name=rules.masked_name(known.name),
        id_number=rules.masked_id_number(known.id_number.text),
        phone=rules.masked_phone(known.phone),
        language=known.language,
    )
