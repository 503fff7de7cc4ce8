"""A worker: takes messages from the queue as they come and runs their tasks in threads, until told to stop.

The event loop does nothing but queue work (fetch, heartbeat, mark done), so that a slow task never delays a heartbeat.
A worker that dies leaves its messages claimed; once their last heartbeat is `heartbeat` old, any worker takes over. A
trigger on the queue counts that as an attempt, so that a job which kills its worker ends among the dead letters; what
ran beside it loses an attempt, too.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import structlog
from pgqueuer import PgQueuer
from pgqueuer.core.logconfig import logger as pgqueuer_logger
from pgqueuer.domain.errors import FailingListenerError, RetryRequested
from pgqueuer.domain.models import Job, Schedule
from pgqueuer.ports import RepositoryPort

from loanwright.infra.jobs.connections import TwoConnections
from loanwright.infra.jobs.delivery import deliver
from loanwright.infra.queue import Message
from loanwright.infra.runtime import Runtime
from loanwright.infra.tasks import Task
from loanwright.kernel.ids import uuid7

log = structlog.get_logger()

HEARTBEAT = timedelta(seconds=10)
_IDLE_LOOK = timedelta(seconds=5)  # how often to look for abandoned messages; new ones arrive by NOTIFY
_RECONNECT_SECONDS = 1.0
_HOUSE_KEEPING = "* * * * *"
_FORGET_OLD_LOG = "DELETE FROM pgqueuer_log WHERE aggregated AND created < now() - interval '7 days'"


class Worker:
    """Delivers messages with `threads` threads. `run` blocks; `stop` may be called from anywhere."""

    def __init__(self, runtime: Runtime, threads: int = 4, heartbeat: timedelta = HEARTBEAT) -> None:
        self._runtime = runtime
        self._threads = threads
        self._heartbeat = heartbeat
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queue: PgQueuer | None = None

    def run(self) -> None:
        """Work until `stop`; messages under way are finished first. A lost database connection is made again."""
        pgqueuer_logger.setLevel("CRITICAL")  # it would print whole tracebacks; what matters is logged here
        asyncio.run(self._run())

    def stop(self) -> None:
        """Take no further message and return from `run` when those under way are done."""
        self._stopping.set()
        if self._loop is not None and self._queue is not None:
            self._loop.call_soon_threadsafe(self._queue.shutdown.set)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(self._threads, thread_name_prefix="task") as threads:
            log.info("worker.started", threads=self._threads)
            while not self._stopping.is_set():
                try:
                    await self._work_on_one_connection(threads)
                except (psycopg.OperationalError, FailingListenerError) as lost:
                    log.warning("worker.connection_lost", error=type(lost).__name__)
                    await asyncio.sleep(_RECONNECT_SECONDS)
        log.info("worker.stopped")

    async def _work_on_one_connection(self, threads: ThreadPoolExecutor) -> None:
        url = self._runtime.settings.database_url
        async with (
            await psycopg.AsyncConnection.connect(url, autocommit=True) as working,
            await psycopg.AsyncConnection.connect(url, autocommit=True) as listening,
        ):
            self._queue = PgQueuer(TwoConnections(working, listening))
            self._register(self._queue, threads)
            if self._stopping.is_set():
                return
            await self._queue.run(
                batch_size=self._threads,
                max_concurrent_tasks=2 * self._threads,
                dequeue_timeout=_IDLE_LOOK,
                heartbeat_timeout=self._heartbeat,
                shutdown_on_listener_failure=True,
            )

    def _register(self, queue: PgQueuer, threads: ThreadPoolExecutor) -> None:
        for task in self._runtime.registry.by_name.values():
            # Held, not deleted, should even the note "try again" be lost: `_keep_house` takes it back.
            queue.entrypoint(task.name, on_failure="hold")(self._consumer(threads))
        queue.schedule("infra.keep_house", _HOUSE_KEEPING)(_housekeeper(queue))
        for task in self._runtime.registry.periodic:
            queue.schedule(task.name, str(task.schedule))(self._ticker(queue, task))

    def _consumer(self, threads: ThreadPoolExecutor) -> Callable[[Job], Awaitable[None]]:
        async def consume(job: Job) -> None:
            message = Message.from_body(job.entrypoint, job.payload or b"")
            attempt = job.attempts + 1
            loop = asyncio.get_running_loop()
            again = await loop.run_in_executor(threads, deliver, self._runtime, message, attempt)
            if again is not None:
                raise RetryRequested(again.pause, type(again.error).__name__)

        return consume

    def _ticker(self, queue: PgQueuer, task: Task) -> Callable[[Schedule], Awaitable[None]]:
        async def tick(_: Schedule) -> None:
            message = Message(uuid7(self._runtime.clock()), task.name, {})
            # Skipped while the message of an earlier tick still waits or is under way.
            await _queries(queue).enqueue(task.name, message.body, dedupe_key=task.name, on_conflict="skip")

        return tick


def _housekeeper(queue: PgQueuer) -> Callable[[Schedule], Awaitable[None]]:
    async def keep_house(_: Schedule) -> None:
        """Queue again what pgqueuer holds because its connection broke before it could note the next attempt."""
        held = [job.id for job in await _queries(queue).list_failed_jobs(limit=10_000)]
        if held:
            log.warning("worker.took_back", jobs=len(held))
            await _queries(queue).requeue_jobs(held)
        await queue.connection.execute(_FORGET_OLD_LOG)

    return keep_house


def _queries(queue: PgQueuer) -> RepositoryPort:
    assert queue.queries is not None, "pgqueuer makes them with the connection"
    return queue.queries
