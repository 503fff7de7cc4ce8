"""The inbox over HTTP."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from loanwright.notifications import rules
from loanwright.notifications.model import Notice
from loanwright.notifications.queries import Inbox
from loanwright.notifications.templates import template_named


class NoticeView(BaseModel):
    """What the person was told, in the language asked for."""

    id: UUID
    template: str
    title: str
    text: str
    told_at: datetime
    read_at: datetime | None


class NoticeList(BaseModel):
    """Notices, newest first; `unread` counts all of them."""

    items: list[NoticeView]
    unread: int
    next_cursor: UUID | None = None


class ReadMark(BaseModel):
    """Read up to this notice."""

    up_to: UUID


def notice_list(inbox: Inbox, language: str | None, limit: int) -> NoticeList:
    """A page of the inbox."""
    items = [notice_view(notice, language) for notice in inbox.notices]
    return NoticeList(items=items, unread=inbox.unread, next_cursor=items[-1].id if len(items) == limit else None)


def notice_view(notice: Notice, language: str | None) -> NoticeView:
    """One notice."""
    wording = rules.wording_of(notice, template_named(notice.template), language)
    return NoticeView(
        id=notice.id,
        template=notice.template,
        title=wording.title,
        text=wording.text,
        told_at=notice.told_at,
        read_at=notice.read_at,
    )
