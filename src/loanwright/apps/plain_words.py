"""Faults that the person at the terminal can mend are told in their sentence, not in a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from loanwright.apps.programs import CannotStart
from loanwright.infra.postgres.faults import DatabaseFault
from loanwright.infra.settings import SettingsInvalid


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn such a fault into its sentence and exit status 1."""
    try:
        yield
    except (DatabaseFault, SettingsInvalid, CannotStart) as fault:
        print(fault, file=sys.stderr)
        raise SystemExit(1) from None
