"""Everything is put together here: which domains exist, what hears which event, which adapter serves which port."""

from __future__ import annotations

from fastapi import APIRouter

from loanwright.access import endpoints as access
from loanwright.access.tasks import tasks as access_tasks
from loanwright.infra.runtime import Runtime, connect
from loanwright.infra.settings import Settings
from loanwright.infra.tasks import TaskRegistry, TaskSet

ROUTERS: tuple[APIRouter, ...] = (access.router,)

TASKS: tuple[TaskSet, ...] = (access_tasks,)


def adapters(settings: Settings) -> dict[type, object]:
    """The outside world, by port: real providers differ from the sandbox only by URL and adapter."""
    return {}


def build_runtime(settings: Settings) -> Runtime:
    """The application on its settings; connects lazily."""
    engine = connect(settings.database_url, settings.database_pool_size)
    return Runtime(settings, engine, TaskRegistry(TASKS), adapters(settings))
