"""Make an application of what a partner sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from loanwright.access import api as access
from loanwright.infra.tasks import Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal
from loanwright.origination import intake_repository
from loanwright.origination.usecases.receive_application import WholeApplication, receive_application


@dataclass(frozen=True, slots=True)
class ToldByPartner:
    """The applicant's phone, by which they sign in later, and all they were asked."""

    phone: str
    whole: WholeApplication


Read = Callable[[str], ToldByPartner]
"""Reads the JSON that was accepted at the door."""


def take_in_application(work: Work, intake_id: UUID, read: Read) -> None:
    """Begin and submit the application, or keep the refusal for the partner to see; done once, it is left alone."""
    try:
        with work.begin() as uow:
            _take_in(uow, intake_id, read)
    except Refusal as refusal:
        with work.begin() as uow:
            if intake_repository.claim_waiting(uow, intake_id):
                intake_repository.settle(uow, intake_id, refusal)
                uow.audit("origination.refuse-intake", "application", intake_id, refusal=refusal.name)


def _take_in(uow: UnitOfWork, intake_id: UUID, read: Read) -> None:
    claimed = intake_repository.claim_waiting(uow, intake_id)
    if claimed is None:
        return
    sent, text = claimed
    told = read(text)
    party_id = access.party_of_phone(uow, told.phone)
    partner = access.known_partner(uow, sent.partner_id)
    receive_application(uow, intake_id, party_id, told.whole, partner.code)
    intake_repository.settle(uow, intake_id, None)
