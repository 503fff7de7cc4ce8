"""Tell somebody something."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import repository, rules
from loanwright.notifications.model import Delivery, Notice
from loanwright.notifications.templates import template_named
from loanwright.parties.api import language_of

DELIVER = "notifications.deliver_notice"


class NoticeDue(BaseModel):
    """A notice waits to go to the phone."""

    notice_id: UUID


def notify(uow: UnitOfWork, party_id: UUID, template: str, language: str | None = None, **values: str) -> UUID:
    """Put a notice into the person's inbox and, if the template says so, send it to their phone after the commit.

    `values` are shown as they come: amounts as ``652.53``, dates as ``2026-03-02``. `language` defaults to the
    person's own. The caller leaves the audit record.

    Raises:
        KeyError, TemplateMisused: no such template, or values that do not fit it; both are mistakes of the caller.
    """
    chosen = template_named(template)
    rules.require_values(chosen, values)
    told = Notice(
        id=uow.new_id(),
        party_id=party_id,
        template=template,
        language=language or language_of(uow, party_id),
        values=values,
        delivery=Delivery.PENDING if chosen.by_phone else Delivery.NOT_ASKED,
        told_at=uow.now,
    )
    repository.insert_notice(uow, told)
    if chosen.by_phone:
        uow.enqueue(DELIVER, NoticeDue(notice_id=told.id))
    return told.id
