"""What servicing does when it hears from elsewhere, and the jobs of the close."""

from __future__ import annotations

from loanwright.infra.tasks import TaskSet
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.usecases import close_range, continue_close
from loanwright.servicing.usecases import finish_close as finishing
from loanwright.servicing.usecases.start_close import DayToFinish, OpenDayToClose, RangeToClose

tasks = TaskSet("servicing")


@tasks.task(RangeToClose)
def close_book_range(uow: UnitOfWork, job: RangeToClose) -> None:
    """One chunk of the close."""
    close_range.close_range(uow, job.business_date, job.book_range)


@tasks.task(DayToFinish)
def finish_close(uow: UnitOfWork, job: DayToFinish) -> None:
    """Move the business date if every chunk is done."""
    finishing.finish_close(uow, job.business_date)


@tasks.task(OpenDayToClose)
def close_next_day(uow: UnitOfWork, job: OpenDayToClose) -> None:
    """Go on catching up."""
    continue_close.continue_close(uow, job.business_date, job.until)
