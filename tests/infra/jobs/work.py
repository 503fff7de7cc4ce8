"""A worker process for errands, to be killed: `python -m tests.infra.jobs.work` with settings in the environment."""

from __future__ import annotations

import signal
from datetime import timedelta

from loanwright.infra.jobs.worker import Worker
from loanwright.infra.settings import load_settings
from tests.infra.jobs.errands import runtime_of


def main() -> None:
    """Work until SIGTERM."""
    worker = Worker(runtime_of(load_settings()), heartbeat=timedelta(seconds=3))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


if __name__ == "__main__":
    main()
