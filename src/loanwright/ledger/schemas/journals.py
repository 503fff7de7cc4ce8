"""Manual journals."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from loanwright.infra.wire import Amount
from loanwright.kernel.signature import Signature
from loanwright.ledger.journal import MOST_LINES, Journal, JournalLine, JournalState
from loanwright.ledger.model import Side


class SignatureView(BaseModel):
    """Who, and when; nobody's name stands for the system."""

    name: str
    at: datetime


class JournalLineBody(BaseModel):
    """One line: an amount in one column of one account."""

    account: str = Field(max_length=40)
    side: Side
    amount: Amount
    memo: str = Field(default="", max_length=200)


class DraftJournal(BaseModel):
    """What is to be posted, on which day of the books, and why."""

    posted_on: date
    reason: str = Field(max_length=500)
    lines: list[JournalLineBody] = Field(max_length=MOST_LINES)


class ReverseJournal(BaseModel):
    """On which day of the books a journal is to be undone, and why."""

    posted_on: date
    reason: str = Field(max_length=500)


class Decision(BaseModel):
    """What the second person has to say."""

    note: str = Field(default="", max_length=500)


class JournalView(BaseModel):
    """A manual journal; `drafted_by_me` because whoever drafted it does not approve it."""

    id: UUID
    number: int
    posted_on: date
    reason: str
    state: JournalState
    amount: Amount
    lines: list[JournalLineBody]
    drafted: SignatureView
    drafted_by_me: bool
    decided: SignatureView | None
    decision_note: str
    entry_id: UUID | None
    reverses: UUID | None


class JournalList(BaseModel):
    """Manual journals, newest first."""

    items: list[JournalView]
    next_cursor: int | None = None


def lines_of(body: DraftJournal) -> list[JournalLine]:
    """The lines as values."""
    return [JournalLine(line.account, line.side, line.amount, line.memo) for line in body.lines]


def signature_view(signature: Signature) -> SignatureView:
    """Who, and when."""
    return SignatureView(name=signature.name, at=signature.at)


def journal_view(journal: Journal, reader: UUID | None) -> JournalView:
    """A journal as `reader` sees it."""
    return JournalView(
        id=journal.id,
        number=journal.number,
        posted_on=journal.posted_on,
        reason=journal.reason,
        state=journal.state,
        amount=journal.amount,
        lines=[
            JournalLineBody(account=line.account, side=line.side, amount=line.amount, memo=line.memo)
            for line in journal.lines
        ],
        drafted=signature_view(journal.drafted),
        drafted_by_me=journal.drafted.by == reader,
        decided=signature_view(journal.decided) if journal.decided else None,
        decision_note=journal.decision_note,
        entry_id=journal.entry_id,
        reverses=journal.reverses,
    )
