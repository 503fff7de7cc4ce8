"""The periodic task that keeps the day by day history of single loans as long as the institution wants it."""

from __future__ import annotations

from datetime import timedelta

from loanwright.infra.tasks import TaskSet, Work
from loanwright.servicing.usecases.forget_loan_days import forget_loan_days


def loan_day_retention(kept: timedelta) -> TaskSet:
    """Forgets every night what is older than `kept`."""
    tasks = TaskSet("servicing")

    @tasks.every("23 3 * * *")
    def forget_old_loan_days(work: Work) -> None:
        """After most closes; one that runs waits for a moment, no longer."""
        with work.begin() as uow:
            forget_loan_days(uow, uow.business_date - kept)

    return tasks
