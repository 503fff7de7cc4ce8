"""Send a one-time code."""

from __future__ import annotations

from uuid import UUID

from loanwright.access.api import DeliverableCode, deliverable_code
from loanwright.infra.tasks import Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import rules
from loanwright.notifications.channels.gateway import Gateway
from loanwright.notifications.model import ShortMessage
from loanwright.notifications.templates import template_named
from loanwright.notifications.usecases.deliver_notice import sender_in

_CHINESE = "zh-CN"  # before sign-in nobody has told us a language; the code's text says it in both
_PURPOSES = {
    "borrower-sign-in": ("登录", "sign in"),
    "contract-signature": ("签署合同", "sign the contract"),
}
_OTHER_PURPOSE = ("身份验证", "verification")


def send_code(work: Work, challenge_id: UUID) -> None:
    """Send the code of a challenge if it is still good; the challenge's id makes twice once.

    Raises:
        GatewaySilent: to be tried again.
    """
    with work.begin() as uow:
        code = deliverable_code(uow, challenge_id)
        message = _message(uow, challenge_id, code) if code else None
    if message is not None:
        work.adapter(Gateway).send(message)


def _message(uow: UnitOfWork, challenge_id: UUID, code: DeliverableCode) -> ShortMessage:
    purpose_zh, purpose_en = _PURPOSES.get(code.purpose, _OTHER_PURPOSE)
    values = {"code": code.code, "purpose_zh": purpose_zh, "purpose_en": purpose_en}
    wording = rules.filled(template_named("code"), _CHINESE, values)
    return ShortMessage(challenge_id.hex, code.phone, rules.short_text(sender_in(uow, _CHINESE), wording))
