"""Staff keep the lists: add, approve, remove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loanwright.fraud import list_entries as repository
from loanwright.fraud.links import index_text, trait_from
from loanwright.fraud.lists import (
    ListEntry,
    ListName,
    NothingToList,
    Signed,
    approved,
    check_expiry,
    removed,
    state_when_added,
)
from loanwright.fraud.model import LinkKind
from loanwright.fraud.rules import read_reason
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What to list: a text as typed, or, without one, what an application said of that kind."""

    list: ListName
    kind: LinkKind
    text: str
    application_id: UUID | None
    reason: str
    expires_on: date | None


def add_entry(uow: UnitOfWork, new: NewEntry) -> ListEntry:
    """The entry: in force at once, or waiting for a second person where it allows something.

    Raises:
        NothingToList, ListExpiryInPast, FraudReasonMissing
    """
    check_expiry(new.expires_on, uow.business_date)
    value, hint = _thing(uow, new)
    entry = ListEntry(
        id=uow.new_id(),
        list=new.list,
        kind=new.kind,
        value=value,
        hint=hint,
        reason=read_reason(new.reason),
        expires_on=new.expires_on,
        state=state_when_added(new.list),
        added=_signed(uow),
    )
    repository.save(uow, entry)
    uow.audit("fraud.add-list-entry", "list-entry", entry.id, list=new.list, kind=new.kind)
    return entry


def approve_entry(uow: UnitOfWork, entry_id: UUID) -> ListEntry:
    """The entry in force, on a second person's word.

    Raises:
        ListEntryUnknown, ListEntryNotWaiting, SecondPersonNeeded
    """
    entry = approved(repository.lock(uow, entry_id), _signed(uow))
    repository.save(uow, entry)
    uow.audit("fraud.approve-list-entry", "list-entry", entry.id, list=entry.list)
    return entry


def remove_entry(uow: UnitOfWork, entry_id: UUID, reason: str) -> ListEntry:
    """The entry off its list, with the reason.

    Raises:
        ListEntryUnknown, ListEntryRemovedAlready, FraudReasonMissing
    """
    entry = removed(repository.lock(uow, entry_id), _signed(uow), read_reason(reason))
    repository.save(uow, entry)
    uow.audit("fraud.remove-list-entry", "list-entry", entry.id, list=entry.list)
    return entry


def _thing(uow: UnitOfWork, new: NewEntry) -> tuple[bytes, str]:
    trait = trait_from(new.kind, new.text)
    if trait is not None:
        return uow.keyring.blind_index(index_text(trait)), trait.hint
    said = repository.thing_of(uow, new.application_id, new.kind) if new.application_id else None
    if said is None:
        raise NothingToList(kind=new.kind)
    return said


def _signed(uow: UnitOfWork) -> Signed:
    return Signed(uow.actor.id, uow.actor.name, uow.now)
