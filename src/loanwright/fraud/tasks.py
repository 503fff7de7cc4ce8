"""What fraud does by the clock."""

from __future__ import annotations

from loanwright.fraud import observations
from loanwright.infra.tasks import TaskSet, Work

_FORMS_AT_ONCE = 5_000

tasks = TaskSet("fraud")


@tasks.every("* * * * *")
def learn_what_is_usual(work: Work) -> None:
    """Forms that came since the last time join the population: by one writer, so that no application waits for it."""
    with work.begin() as uow:
        observations.count_new_forms(uow, _FORMS_AT_ONCE)
