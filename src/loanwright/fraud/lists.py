"""Lists the institution keeps: things to block, to watch, and to think nothing of. Pure.

Blocking and watching take effect at once: they only ever bring a person in. Allowing takes a second person, since an
allowed thing (a branch's tablet, a company's hotline) ties nobody together any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from loanwright.access.api import require_second_person
from loanwright.fraud.model import Finding, LinkKind
from loanwright.kernel.refusals import Refusal


class ListEntryUnknown(Refusal):
    """There is no such entry."""


class ListEntryNotWaiting(Refusal):
    """The entry does not wait for a second person."""


class ListEntryRemovedAlready(Refusal):
    """The entry was taken off the list before."""


class ListExpiryInPast(Refusal):
    """An entry ends today or later."""


class NothingToList(Refusal):
    """Neither a text of this kind nor an application that has one was named."""


class ListName(StrEnum):
    """What is thought of a thing."""

    BLOCK = "block"
    WATCH = "watch"
    ALLOW = "allow"


class EntryState(StrEnum):
    """Where an entry stands."""

    WAITING = "waiting"  # for a second person
    ACTIVE = "active"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did something, and when."""

    by: UUID | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A thing on a list: blind index and masked hint, why, until when, and by whom."""

    id: UUID
    list: ListName
    kind: LinkKind
    value: bytes
    hint: str
    reason: str
    expires_on: date | None
    state: EntryState
    added: Signed
    decided: Signed | None = None
    decision_note: str = ""

    def counts_on(self, day: date) -> bool:
        """Whether it has any effect on a day."""
        return self.state is EntryState.ACTIVE and (self.expires_on is None or day <= self.expires_on)


_FINDINGS = {ListName.BLOCK: Finding.ON_BLOCK_LIST, ListName.WATCH: Finding.ON_WATCH_LIST}


def state_when_added(name: ListName) -> EntryState:
    """Allowing waits for a second person."""
    return EntryState.WAITING if name is ListName.ALLOW else EntryState.ACTIVE


def check_expiry(expires_on: date | None, today: date) -> None:
    """Whether an entry may end then.

    Raises:
        ListExpiryInPast
    """
    if expires_on is not None and expires_on < today:
        raise ListExpiryInPast


def approved(entry: ListEntry, by: Signed) -> ListEntry:
    """The entry with a second person's word.

    Raises:
        ListEntryNotWaiting, SecondPersonNeeded
    """
    if entry.state is not EntryState.WAITING:
        raise ListEntryNotWaiting
    require_second_person(entry.added.by, by.by)
    return replace(entry, state=EntryState.ACTIVE, decided=by)


def removed(entry: ListEntry, by: Signed, reason: str) -> ListEntry:
    """The entry taken off, with the reason; it stays on record.

    Raises:
        ListEntryRemovedAlready
    """
    if entry.state is EntryState.REMOVED:
        raise ListEntryRemovedAlready
    return replace(entry, state=EntryState.REMOVED, decided=by, decision_note=reason)


def findings_on(entries: Iterable[ListEntry]) -> tuple[Finding, ...]:
    """What entries in force say against an application."""
    names = {entry.list for entry in entries}
    return tuple(finding for name, finding in _FINDINGS.items() if name in names)
