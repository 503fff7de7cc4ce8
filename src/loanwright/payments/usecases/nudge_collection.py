"""Have the bank's messages looked at soon."""

from __future__ import annotations

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import rules
from loanwright.payments.rails.rail import Rail
from loanwright.payments.repository import bank

COLLECT = "payments.collect_when_nudged"


class Nudge(BaseModel):
    """Look now; `count` is how often nothing final had come."""

    count: int = 0


def nudge_collection(uow: UnitOfWork, count: int = 0) -> None:
    """Look at the bank's messages now, or after a pause that grows with `count`; one look at a time is due."""
    pause = rules.pause_before_nudge(count)
    if pause is not None and bank.mark_nudged(uow, uow.adapter(Rail).account):
        uow.enqueue(COLLECT, Nudge(count=count), pause)
