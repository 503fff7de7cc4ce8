"""Writes that come together are committed together, and each is told what became of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from loanwright.infra.group_commit import GroupCommit, TooBusy


class Ledger:
    """Writes numbers down, a group at a time; `gate` holds the first group up."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.gate = threading.Event()

    def write(self, items: Sequence[int]) -> list[int]:
        """Twice each number; a negative one fails the group."""
        self.gate.wait(timeout=5)
        if min(items) < 0:
            raise ValueError("negative")
        self.groups.append(list(items))
        return [2 * item for item in items]


def test_what_comes_during_a_commit_shares_the_next() -> None:
    ledger = Ledger()

    async def scenario() -> list[int]:
        group = GroupCommit(ledger.write, at_once=3)
        puts = [asyncio.create_task(group.put(number)) for number in range(8)]
        await asyncio.sleep(0)
        ledger.gate.set()
        return await asyncio.gather(*puts)

    assert asyncio.run(scenario()) == [0, 2, 4, 6, 8, 10, 12, 14]
    assert sorted(number for group in ledger.groups for number in group) == list(range(8))
    assert len(ledger.groups) < 8 and max(map(len, ledger.groups)) == 3


def test_a_group_that_fails_fails_for_its_own_and_the_next_is_written() -> None:
    ledger = Ledger()
    ledger.gate.set()

    async def scenario() -> tuple[int | BaseException, ...]:
        group = GroupCommit(ledger.write, at_once=2)
        return tuple(await asyncio.gather(*(group.put(n) for n in (-1, 5, 6, 7)), return_exceptions=True))

    failed, beside, *written = asyncio.run(scenario())
    assert isinstance(failed, ValueError) and isinstance(beside, ValueError)
    assert written == [12, 14]


def test_more_than_may_wait_is_refused_and_the_rest_is_written() -> None:
    ledger = Ledger()

    async def scenario() -> list[int | BaseException]:
        group = GroupCommit(ledger.write, at_once=1, waiting=2)
        first = asyncio.create_task(group.put(1))
        await asyncio.sleep(0.01)  # its commit is under way
        rest = [asyncio.create_task(group.put(number)) for number in (2, 3, 4)]
        await asyncio.sleep(0)
        ledger.gate.set()
        return await asyncio.gather(first, *rest, return_exceptions=True)

    *written, refused = asyncio.run(scenario())
    assert written == [2, 4, 6]
    assert isinstance(refused, TooBusy)


def test_whoever_gave_up_waiting_holds_up_nobody() -> None:
    ledger = Ledger()

    async def scenario() -> int:
        group = GroupCommit(ledger.write)
        gone = asyncio.create_task(group.put(1))
        await asyncio.sleep(0.01)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        ledger.gate.set()
        return await group.put(2)

    assert asyncio.run(scenario()) == 4
