"""The filled book of the demo lender, and the batches in which any book is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.servicing.api import (
    Reader,
    Takeover,
    count_rows,
    count_taken_over,
    read_book,
    read_mapping,
    take_over_loans,
)

DEMO_BOOK = Path(str(files(__package__))) / "demo_data" / "lending_club_loans.csv.gz"
DEMO_MAPPING = Path(str(files("loanwright.servicing.takeover"))) / "lending_club.toml"
_BATCH = 250


def import_loans(runtime: Runtime, loans: Sequence[Takeover]) -> Iterator[tuple[int, int]]:
    """Take over in batches, each one transaction; yields how many are done and how many of the batch were new."""
    for start in range(0, len(loans), _BATCH):
        batch = loans[start : start + _BATCH]
        new = runtime.run(SYSTEM, lambda uow, batch=batch: take_over_loans(uow, batch))  # type: ignore[misc]
        yield start + len(batch), new


def fill_demo_book(runtime: Runtime) -> int:
    """Take over the loans that are shipped with the demo; returns how many were new. Quick when all are here."""
    with runtime.read(SYSTEM) as uow:
        if count_taken_over(uow) >= count_rows(DEMO_BOOK):
            return 0
        reader = Reader(read_mapping(DEMO_MAPPING), uow.business_date, uow.currency)
    reading = read_book(DEMO_BOOK, reader, lambda _: None)
    return sum(new for _, new in import_loans(runtime, reading.loans))
