"""In the demo, the outside world lives on the lender's business date: closing a day moves the sandbox's date, too.

A real bank has a date of its own; nothing of this is wired then.
"""

from __future__ import annotations

from datetime import date

import httpx
import structlog

from loanwright.infra.settings import Settings
from loanwright.infra.tasks import TaskSet, Work
from loanwright.servicing.events import DayClosed

log = structlog.get_logger()


class DemoWorld:
    """The sandbox's control panel."""

    def __init__(self, settings: Settings) -> None:
        self._http = httpx.Client(base_url=str(settings.bank_url), timeout=settings.outside_timeout_seconds)

    def set_today(self, today: date) -> None:
        """Make it `today` outside; a sandbox that is away, or further already, stays as it is."""
        try:
            answer = self._http.post("/control/today", json={"date": today.isoformat()})
            log.debug("demo.date", status=answer.status_code)
        except httpx.HTTPError as error:
            log.info("demo.sandbox_away", error=type(error).__name__)

    def close(self) -> None:
        """Close its connections."""
        self._http.close()


tasks = TaskSet("demo")


@tasks.on_outside(DayClosed)
def move_outside_date(work: Work, event: DayClosed) -> None:
    """The lender has opened a new day: it is that day outside."""
    work.adapter(DemoWorld).set_today(event.opened)


@tasks.every("* * * * *")
def keep_outside_date(work: Work) -> None:
    """However the sandbox was started, it soon has the lender's date."""
    with work.begin() as uow:
        today = uow.business_date
    work.adapter(DemoWorld).set_today(today)
