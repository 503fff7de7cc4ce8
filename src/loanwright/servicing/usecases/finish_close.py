"""Move the business date once every range is closed, and go on with the next day if catching up."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import open_next_day
from loanwright.servicing.events import DayClosed
from loanwright.servicing.repository import closes
from loanwright.servicing.usecases.start_close import OpenDayToClose


def finish_close(uow: UnitOfWork, business_date: date) -> None:
    """Finish the close if all its chunks are done; the last chunk's job asks again if they are not yet."""
    closes.lock_day(uow, business_date)
    close = closes.get(uow, business_date)
    if close is None or close.finished_at or close.chunks_done < close.chunks:
        return
    opened = open_next_day(uow)
    closes.finish(uow, business_date)
    uow.publish(DayClosed(business_date=business_date, opened=opened))
    if opened < close.until:
        uow.enqueue("servicing.close_next_day", OpenDayToClose(business_date=opened, until=close.until))
    uow.audit("servicing.finish_close", "day", uow.command_id, day=business_date.isoformat())
