"""Show a member of staff a person in plain text, and remember who asked and why."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties import queries
from loanwright.parties.model import BankAccount, Person
from loanwright.parties.rules import check_reveal_reason


def reveal_person(uow: UnitOfWork, party_id: UUID, reason: str) -> tuple[Person, BankAccount | None]:
    """The person and their account in plain text; leaves an audit record with the reason.

    Raises:
        RevealReasonMissing, PersonUnknown
    """
    why = check_reveal_reason(reason)
    person = queries.person(uow, party_id)
    uow.audit("parties.reveal-person", "party", party_id, reason=why)
    return person, queries.payout_account(uow, party_id)
