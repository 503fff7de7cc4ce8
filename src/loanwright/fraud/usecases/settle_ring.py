"""An investigator says what a ring is."""

from __future__ import annotations

from uuid import UUID

from loanwright.fraud import repository
from loanwright.fraud.model import RingVerdict, Settlement
from loanwright.fraud.rules import RingUnknown, read_reason
from loanwright.infra.unit_of_work import UnitOfWork


def settle_ring(uow: UnitOfWork, ring_id: UUID, verdict: RingVerdict, reason: str) -> Settlement:
    """The verdict, on record. A cleared ring is no finding any more, until it grows.

    Raises:
        RingUnknown, FraudReasonMissing
    """
    repository.hold(uow, [str(ring_id)])
    group = repository.find_group(uow, ring_id)
    if group is None or group.ring_since_at is None:
        raise RingUnknown
    earlier = repository.settlements_of(uow, ring_id)
    settled = Settlement(
        ring_id=ring_id,
        sequence=len(earlier) + 1,
        verdict=verdict,
        reason=read_reason(reason),
        people=group.people,
        points=group.points,
        by_name=uow.actor.name,
        at=uow.now,
    )
    repository.add_settlement(uow, settled)
    uow.audit("fraud.settle-ring", "ring", ring_id, verdict=verdict)
    return settled
