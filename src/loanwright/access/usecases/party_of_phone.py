"""Whose phone it is."""

from __future__ import annotations

from uuid import UUID

from loanwright.access import repository, rules
from loanwright.infra.unit_of_work import UnitOfWork


def party_of_phone(uow: UnitOfWork, phone: str) -> UUID:
    """The party that signs in with `phone`; a phone seen for the first time becomes a new party.

    Raises:
        PhoneNotValid
    """
    phone = rules.normal_phone(phone)
    return repository.find_party(uow, phone) or repository.add_login(uow, phone, uow.new_id())
