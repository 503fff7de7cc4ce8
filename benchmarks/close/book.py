"""Puts a book of any size straight into the real tables with COPY, and its balances into the ledger.

A few thousand loans are computed by the engine and copied under ids of their own: a million loans take minutes, not
hours, and every copy is exactly what the application itself would have stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy.dialects.postgresql import insert

from benchmarks.close.mix import Sample
from loanwright.engine.api import Growth, event_to_json
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.ids import reference
from loanwright.ledger.api import Entry, post
from loanwright.servicing.model import POSTED_FIELDS, RANGE_SIZE, REFERENCE_PREFIX, Loan, LoanStatus, Posted
from loanwright.servicing.postings.close_of_day import postings
from loanwright.servicing.projection import installment_rows, project
from loanwright.servicing.repository.rows import new_loan_row, projected_columns
from loanwright.servicing.tables import day_close_chunk, installment, loan, loan_event

_NOBODY = UUID(int=0)
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_ID, _NUMBER, _RANGE, _REFERENCE = "{id}", "{number}", "{range}", "{reference}"
_INDEXES_BUILT_LATER = {
    "ix_installment_due_on": "CREATE INDEX ix_installment_due_on ON installment (due_on, loan_id)",
    "ix_loan_reference": "CREATE INDEX ix_loan_reference ON loan (reference)",
}


@dataclass(frozen=True, slots=True)
class _Form:
    """A sample as lines of COPY text; what differs between its copies stands in braces."""

    product: str
    posted: Posted
    loan: str
    installments: str
    events: str


def load(runtime: Runtime, samples: Sequence[Sample], first: int, count: int, seed: int) -> None:
    """Add loans number `first` to `first + count - 1`, each a copy of a sample drawn at random."""
    random = Random(seed)  # noqa: S311 a benchmark is repeated from its seed
    with runtime.read(SYSTEM) as uow:
        today = uow.business_date
    forms = [_form(sample) for sample in samples]
    drawn = random.choices(range(len(forms)), k=count)
    with psycopg.connect(runtime.settings.database_url) as connection:
        connection.execute("SET session_replication_role = replica")  # the rows refer to each other by construction
        for index in _INDEXES_BUILT_LATER:
            connection.execute(f"DROP INDEX {index}".encode())
        _copy(connection, loan.name, list(_columns(loan)), _loans(forms, drawn, first))
        _copy(connection, installment.name, list(_columns(installment)), _children(forms, drawn, first, "installments"))
        _copy(connection, loan_event.name, list(_columns(loan_event)), _children(forms, drawn, first, "events"))
        for statement in _INDEXES_BUILT_LATER.values():
            connection.execute(statement.encode())
    runtime.run(SYSTEM, lambda uow: _book(uow, forms, drawn, first, today))
    with psycopg.connect(runtime.settings.database_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def loan_id(number: int) -> UUID:
    """The id of the loan of that number: a uuidv7, in the order of the numbers."""
    milliseconds = int(_LONG_AGO.timestamp() * 1000) + number
    return UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | (number * 2_654_435_761 & (1 << 62) - 1))


def _form(sample: Sample) -> _Form:
    account = _account(sample)
    projection = project(account, sample.events, sample.state)
    row: dict[str, Any] = new_loan_row(account) | projected_columns(projection)
    row |= {"id": _ID, "number": _NUMBER, "book_range": _RANGE, "reference": _REFERENCE}
    installments = [(_ID, *one[1:]) for one in installment_rows(_NOBODY, sample.state)]
    events = [_event(sample, place) for place in range(len(sample.events))]
    return _Form(
        sample.product_code,
        projection.posted,
        _line([row.get(name) for name in _columns(loan)]),
        "".join(map(_line, installments)),
        "".join(_line([one[name] for name in _columns(loan_event)]) for one in events),
    )


def _account(sample: Sample) -> Loan:
    return Loan(
        id=_NOBODY,
        number=0,
        application_id=None,
        contract_id=None,
        party_id=None,
        external_id=None,
        reference="",
        product_code=sample.product_code,
        product_version=1,
        terms=sample.terms,
        line=None,
        status=LoanStatus.ACTIVE,
        opened_on=sample.terms.start_on,
        disbursed_on=None,
        settled_on=None,
        matures_on=sample.state.rows[-1].due_on,
        last_seq=0,
        posted=Posted(),
        accrued_through=None,
        growth=Growth(),
    )


def _event(sample: Sample, place: int) -> dict[str, Any]:
    event = sample.events[place]
    return {
        "loan_id": _ID,
        "seq": event.sequence,
        "kind": type(event).__name__,
        "event": event_to_json(event),
        "business_date": event.effective_on,
        "source_id": None,
        "command_id": _NOBODY,
        "recorded_at": _LONG_AGO,
    }


def _columns(table: Any) -> Iterator[str]:
    return (column.name for column in table.columns)


def _line(values: Sequence[object]) -> str:
    return "\t".join(map(_field, values)) + "\n"


def _field(value: object) -> str:
    match value:
        case None:
            return r"\N"
        case dict() | list():
            return json.dumps(value)
        case _:
            return str(value)


def _loans(forms: Sequence[_Form], drawn: Sequence[int], first: int) -> Iterator[str]:
    for number, form in enumerate(drawn, start=first):
        identifier = loan_id(number)
        values = {
            _ID: identifier.hex,
            _NUMBER: str(number),
            _RANGE: str(number // RANGE_SIZE),
            _REFERENCE: reference(REFERENCE_PREFIX, identifier),
        }
        yield _filled(forms[form].loan, values)


def _filled(line: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        line = line.replace(name, value, 1)
    return line


def _children(forms: Sequence[_Form], drawn: Sequence[int], first: int, name: str) -> Iterator[str]:
    lines: list[str] = [getattr(form, name) for form in forms]
    return (lines[form].replace(_ID, loan_id(number).hex) for number, form in enumerate(drawn, start=first))


def _copy(connection: psycopg.Connection[Any], table: str, columns: Sequence[str], lines: Iterator[str]) -> None:
    with connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
        for line in lines:
            copy.write(line)


def _book(uow: UnitOfWork, forms: Sequence[_Form], drawn: Sequence[int], first: int, today: date) -> None:
    """The balances of all copies in one entry, and yesterday's close of their ranges."""
    totals: dict[str, Posted] = {}
    counts = [0] * len(forms)
    for form in drawn:
        counts[form] += 1
    for copied, times in zip(forms, counts, strict=True):
        totals[copied.product] = totals.get(copied.product, Posted()) + _times(copied.posted, times)
    post(uow, Entry("benchmark.Book", uow.command_id, postings(totals, uow.currency)))
    ranges = range(first // RANGE_SIZE, (first + len(drawn) - 1) // RANGE_SIZE + 1)
    yesterday = today - timedelta(days=1)
    rows = [
        {
            "book_range": one,
            "business_date": yesterday,
            "loans": 0,
            "rewritten": 0,
            "set_aside": 0,
            "interest_minor": 0,
            "done_at": uow.now,
        }
        for one in ranges
    ]
    uow.connection.execute(insert(day_close_chunk).on_conflict_do_nothing(), rows)


def _times(posted: Posted, times: int) -> Posted:
    return Posted(**{name: getattr(posted, name) * times for name in POSTED_FIELDS})
