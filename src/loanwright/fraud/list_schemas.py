"""Lists as JSON."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.fraud.lists import EntryState, ListEntry, ListName
from loanwright.fraud.model import LinkKind
from loanwright.fraud.usecases.keep_lists import NewEntry


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ListEntryForm(_Body):
    """What to list, why, and until when. Without a text, the application's own thing of that kind is listed."""

    list: ListName
    kind: LinkKind
    text: str = Field(default="", max_length=120)
    application_id: UUID | None = None
    reason: str = Field(max_length=1000)
    expires_on: date | None = None

    def to_command(self) -> NewEntry:
        """The same as a command."""
        return NewEntry(self.list, self.kind, self.text, self.application_id, self.reason, self.expires_on)


class ListRemoval(_Body):
    """Why an entry comes off its list."""

    reason: str = Field(max_length=1000)


class ListEntryView(BaseModel):
    """An entry, masked, with who added and decided it."""

    id: UUID
    list: ListName
    kind: LinkKind
    hint: str
    reason: str
    expires_on: date | None
    is_expired: bool
    state: EntryState
    added_by: UUID | None
    added_by_name: str
    added_at: datetime
    decided_by_name: str | None
    decided_at: datetime | None
    decision_note: str


class ListPage(BaseModel):
    """One page of a list, newest first."""

    items: list[ListEntryView]
    next_cursor: UUID | None


def entry_view(entry: ListEntry, today: date) -> ListEntryView:
    """An entry."""
    decided = entry.decided
    return ListEntryView(
        id=entry.id,
        list=entry.list,
        kind=entry.kind,
        hint=entry.hint,
        reason=entry.reason,
        expires_on=entry.expires_on,
        is_expired=entry.expires_on is not None and entry.expires_on < today,
        state=entry.state,
        added_by=entry.added.by,
        added_by_name=entry.added.name,
        added_at=entry.added.at,
        decided_by_name=decided.name if decided else None,
        decided_at=decided.at if decided else None,
        decision_note=entry.decision_note,
    )
