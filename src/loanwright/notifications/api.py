"""The door of notifications."""

from __future__ import annotations

from loanwright.notifications.model import Notice
from loanwright.notifications.queries import Inbox, inbox_of
from loanwright.notifications.rules import TemplateMisused
from loanwright.notifications.usecases.notify import notify

__all__ = ["Inbox", "Notice", "TemplateMisused", "inbox_of", "notify"]
