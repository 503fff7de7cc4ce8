"""Many small writes in one transaction: whoever comes while one is being committed shares the next.

A commit waits for the disk. Sixty-four requests that each commit wait sixty-four times; gathered, they wait twice. No
timer holds anybody back: a write that comes alone is written alone, at once. Everybody is answered after the commit.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from loanwright.kernel.refusals import Refusal

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class TooBusy(Refusal):
    """More is waiting than can be written soon; nothing of this request was kept."""


class GroupCommit(Generic[Item, Answer]):
    """Gathers the items of one event loop and has `write` commit them, at most `at_once` in one transaction.

    `write` runs in a thread and answers each item, in order; when it fails, it fails for everybody in the group, and
    nothing of the group is written.
    """

    def __init__(
        self, write: Callable[[Sequence[Item]], Sequence[Answer]], at_once: int = 50, waiting: int = 500
    ) -> None:
        self._write = write
        self._at_once = at_once
        self._waiting_at_most = waiting
        self._waiting: deque[tuple[Item, asyncio.Future[Answer]]] = deque()
        self._writer: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> Answer:
        """Have `item` written, and its answer once it is committed.

        Raises:
            TooBusy: so many are waiting that this one would wait too long.
        """
        if len(self._waiting) >= self._waiting_at_most:
            raise TooBusy
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        return await answer

    async def _write_all(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), self._at_once))]
            try:
                answers = await asyncio.to_thread(self._write, [item for item, _ in group])
            except Exception as failure:  # noqa: BLE001  each who waits hears of it
                for _, waiting in _still_there(group):
                    waiting.set_exception(failure)
            else:
                for (_, waiting), answer in zip(group, answers, strict=True):
                    if not waiting.done():
                        waiting.set_result(answer)


def _still_there(group: Sequence[tuple[Item, asyncio.Future[Answer]]]) -> list[tuple[Item, asyncio.Future[Answer]]]:
    """Those whose request was not given up meanwhile."""
    return [(item, waiting) for item, waiting in group if not waiting.done()]
