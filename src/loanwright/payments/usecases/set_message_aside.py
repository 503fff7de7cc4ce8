"""Set a message of the bank aside, to be taken by a job of its own."""

from __future__ import annotations

from base64 import b64decode, b64encode

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.repository import bank
from loanwright.payments.usecases.take_message import take_message

TAKE_AGAIN = "payments.take_message_set_aside"
_EVERY_BYTE = "latin-1"  # the message may be no text at all


class MessageSetAside(BaseModel):
    """The message itself, sealed: it names people."""

    document_sealed: str


def set_message_aside(uow: UnitOfWork, document: bytes) -> None:
    """Have the message tried again on its own, and end among the dead letters with the reason if that is in vain."""
    sealed = uow.keyring.encrypt(document.decode(_EVERY_BYTE))
    uow.enqueue(TAKE_AGAIN, MessageSetAside(document_sealed=b64encode(sealed).decode()))
    uow.audit("payments.set_message_aside", "bank_message", bank.message_id_of(document))


def take_set_aside(uow: UnitOfWork, aside: MessageSetAside) -> None:
    """Take it now."""
    take_message(uow, uow.keyring.decrypt(b64decode(aside.document_sealed)).encode(_EVERY_BYTE))
