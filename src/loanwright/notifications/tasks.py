"""Sending what waits to be sent."""

from __future__ import annotations

from loanwright.access.events import OneTimeCodeIssued
from loanwright.infra.tasks import TaskSet, Work
from loanwright.notifications.usecases.deliver_notice import deliver_notice as deliver
from loanwright.notifications.usecases.notify import NoticeDue
from loanwright.notifications.usecases.send_code import send_code

tasks = TaskSet("notifications")


@tasks.on_outside(OneTimeCodeIssued)
def send_one_time_code(work: Work, event: OneTimeCodeIssued) -> None:
    """Send the code to the phone that asked for it."""
    send_code(work, event.challenge_id)


@tasks.task_outside(NoticeDue)
def deliver_notice(work: Work, due: NoticeDue) -> None:
    """Send a notice to the phone."""
    deliver(work, due.notice_id)
