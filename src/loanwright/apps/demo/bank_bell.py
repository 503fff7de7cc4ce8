"""The bank's doorbell: has the lender read its messages several times a second, so that a demo year takes minutes.

The lender by itself looks when it expects something, and every minute. Here time runs a hundred thousand times faster,
so the same task is simply asked for more often.
"""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from sqlalchemy import text

from loanwright.infra.runtime import Runtime
from loanwright.infra.tasks import Nothing
from loanwright.infra.unit_of_work import SYSTEM

_EVERY_SECONDS = 0.5
_COLLECT = "payments.collect_bank_messages"
_COLLECT_NUDGED = "payments.collect_when_nudged"
_UNDER_WAY = text(
    "SELECT count(*) FROM pgqueuer WHERE execute_after <= now() AND entrypoint NOT IN (:collect, :nudged)"
)


def is_quiet(runtime: Runtime) -> bool:
    """Whether no job is due or under way, but for looking at the bank's messages."""
    with runtime.read(SYSTEM) as uow:
        under_way: int = uow.connection.execute(
            _UNDER_WAY, {"collect": _COLLECT, "nudged": _COLLECT_NUDGED}
        ).scalar_one()
    return under_way == 0


class BankBell:
    """Rings while the block runs."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep_ringing, name="bank-bell", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def ring(self) -> None:
        """Have the messages read now."""
        with self._runtime.begin(SYSTEM) as uow:
            uow.enqueue(_COLLECT, Nothing())

    def _keep_ringing(self) -> None:
        while not self._stopped.wait(_EVERY_SECONDS):
            self.ring()
