"""Keep what partners sent, many at once, and have it taken in."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.idempotency import IdempotencyKeyReused
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import intake_repository
from loanwright.origination.intake import OnRecord, Sent

TAKE_IN = "origination.take_in_applications"


class IntakesDue(BaseModel):
    """Applications that were accepted together and wait to be taken in."""

    intake_ids: list[UUID]


def keep_intakes(uow: UnitOfWork, sent: Sequence[Sent]) -> list[UUID | IdempotencyKeyReused]:
    """For each, in order, the id it is kept under; sent again it is the id of the first time.

    One refusal must not take the rest of the group with it, so it stands in the answer of the one it concerns.
    """
    added = intake_repository.add_all(uow, sent)
    uow.enqueue(TAKE_IN, IntakesDue(intake_ids=sorted(added)))
    repeated = {(one.partner_id, one.key) for one in sent if one.id not in added}
    known = intake_repository.on_record(uow, repeated) if repeated else {}
    return [one.id if one.id in added else _known(one, known[one.partner_id, one.key]) for one in sent]


def _known(one: Sent, before: OnRecord) -> UUID | IdempotencyKeyReused:
    return before.id if before.request_hash == one.request_hash else IdempotencyKeyReused()
