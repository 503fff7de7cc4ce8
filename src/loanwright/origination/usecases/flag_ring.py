"""A ring was found: the applications of its people that are under way are marked, whatever stage they are in."""

from __future__ import annotations

from loanwright.fraud.events import RingFound
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository
from loanwright.origination.model import Flag


def flag_ring(uow: UnitOfWork, ring: RingFound) -> None:
    """Mark them; those already marked are left as they are."""
    for application in repository.open_applications_of(uow, ring.party_ids):
        if application.milestones.submitted_at is not None:
            repository.save(uow, application.flagged(frozenset({Flag.POSSIBLE_RING})))
    uow.audit("origination.flag-ring", "ring", ring.ring_id, people=len(ring.party_ids), points=ring.points)
