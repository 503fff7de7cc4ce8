"""Rows to people and back. What names somebody is sealed here, on the way in, and unsealed on the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.dialects.postgresql import insert

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties.model import BankAccount, IdNumber, Language, Person
from loanwright.parties.tables import party, party_account


def find(uow: UnitOfWork, party_id: UUID) -> Person | None:
    """The person on file under this id."""
    row = uow.connection.execute(select(party).where(party.c.id == party_id)).one_or_none()
    return None if row is None else _person(uow, row)


def find_all(uow: UnitOfWork, party_ids: Iterable[UUID]) -> list[Person]:
    """Those of these people who are on file."""
    rows = uow.connection.execute(select(party).where(party.c.id.in_(list(party_ids))))
    return [_person(uow, row) for row in rows]


def ids_matching(uow: UnitOfWork, text: str) -> list[UUID]:
    """People whose name, ID number or phone is exactly `text`."""
    index = uow.keyring.blind_index(text)
    same: Sequence[ColumnElement[bool]] = (
        party.c.name_index == index,
        party.c.id_number_index == index,
        party.c.phone_index == index,
    )
    found: list[UUID] = []
    for condition in same:  # one index look-up each; an OR would scan
        found += uow.connection.scalars(select(party.c.id).where(condition).limit(100))
    return found


def save(uow: UnitOfWork, person: Person) -> None:
    """Write the person down, or what has changed about them."""
    row = {
        "name_sealed": uow.keyring.encrypt(person.name),
        "name_index": uow.keyring.blind_index(person.name),
        "id_number_sealed": uow.keyring.encrypt(person.id_number.text),
        "id_number_index": uow.keyring.blind_index(person.id_number.text),
        "phone_sealed": uow.keyring.encrypt(person.phone),
        "phone_index": uow.keyring.blind_index(person.phone),
        "language": person.language,
    }
    entry = insert(party).values(id=person.party_id, entered_at=uow.now, **row)
    uow.connection.execute(entry.on_conflict_do_update(index_elements=[party.c.id], set_=row))


def latest_account(uow: UnitOfWork, party_id: UUID) -> BankAccount | None:
    """The account the person named last."""
    newest = select(party_account).where(party_account.c.party_id == party_id).order_by(party_account.c.sequence.desc())
    row = uow.connection.execute(newest.limit(1)).one_or_none()
    if row is None:
        return None
    return BankAccount(row.bank, uow.keyring.decrypt(row.number_sealed), uow.keyring.decrypt(row.holder_sealed))


def add_account(uow: UnitOfWork, party_id: UUID, account: BankAccount) -> None:
    """Write an account down as the person's latest."""
    count = select(func.count()).where(party_account.c.party_id == party_id).scalar_subquery()
    row: dict[str, Any] = {
        "party_id": party_id,
        "sequence": count + 1,
        "bank": account.bank,
        "number_sealed": uow.keyring.encrypt(account.number),
        "number_index": uow.keyring.blind_index(account.number),
        "holder_sealed": uow.keyring.encrypt(account.holder),
        "added_at": uow.now,
    }
    uow.connection.execute(insert(party_account).values(row))


def count_others_with_id_number(uow: UnitOfWork, person: Person) -> int:
    """How many other parties gave the same ID number."""
    same = party.c.id_number_index == uow.keyring.blind_index(person.id_number.text)
    return uow.connection.scalar(select(func.count()).where(same, party.c.id != person.party_id)) or 0


def count_others_with_account(uow: UnitOfWork, party_id: UUID, account: BankAccount) -> int:
    """How many other parties named the same account."""
    same = party_account.c.number_index == uow.keyring.blind_index(account.number)
    others = select(func.count(party_account.c.party_id.distinct())).where(same, party_account.c.party_id != party_id)
    return uow.connection.scalar(others) or 0


def _person(uow: UnitOfWork, row: Row[Any]) -> Person:
    return Person(
        party_id=row.id,
        name=uow.keyring.decrypt(row.name_sealed),
        id_number=IdNumber(uow.keyring.decrypt(row.id_number_sealed)),
        phone=uow.keyring.decrypt(row.phone_sealed),
        language=Language(row.language),
    )
