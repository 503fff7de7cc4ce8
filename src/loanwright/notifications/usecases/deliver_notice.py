"""Send a notice to its reader's phone."""

from __future__ import annotations

from uuid import UUID

from loanwright.access import api as access
from loanwright.infra import institution
from loanwright.infra.tasks import Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import repository, rules
from loanwright.notifications.channels.gateway import Gateway
from loanwright.notifications.model import Delivery, Notice, ShortMessage
from loanwright.notifications.templates import template_named
from loanwright.parties import api as parties


def deliver_notice(work: Work, notice_id: UUID) -> None:
    """Hand the notice to the gateway under its own id, so that doing it twice sends one message.

    Raises:
        GatewaySilent: to be tried again.
    """
    with work.begin() as uow:
        notice = repository.find_notice(uow, notice_id)
        message = _message(uow, notice) if notice and notice.delivery is Delivery.PENDING else None
    if notice is None or notice.delivery is not Delivery.PENDING:
        return
    is_sent = message is not None and work.adapter(Gateway).send(message)
    with work.begin() as uow:
        repository.save_delivery(uow, notice_id, Delivery.SENT if is_sent else Delivery.UNDELIVERABLE)


def _message(uow: UnitOfWork, notice: Notice) -> ShortMessage | None:
    """None if nobody knows a phone."""
    phone = parties.phone_of(uow, notice.party_id) or access.phone_of(uow, notice.party_id)
    if phone is None:
        return None
    wording = rules.filled(template_named(notice.template), notice.language, notice.values)
    return ShortMessage(notice.id.hex, phone, rules.short_text(sender_in(uow, notice.language), wording))


def sender_in(uow: UnitOfWork, language: str) -> str:
    """The institution's name as the reader knows it."""
    lender = institution.load(uow)
    return lender.name_en if language == "en" else lender.name_zh
