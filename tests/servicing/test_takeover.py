"""Taking over a book in mid-life: the real one that is shipped, wrong rows, a second run, a kill half-way."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from loanwright.apps.book import DEMO_BOOK, DEMO_MAPPING, fill_demo_book, import_loans
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.products.api import product_names
from loanwright.servicing.api import (
    BookNotReadable,
    MappingNotValid,
    Problem,
    Reader,
    Reading,
    in_words,
    read_book,
    read_mapping,
)
from loanwright.servicing.tables import loan
from tests.servicing.proofs import findings


def reader(runtime: Runtime) -> Reader:
    with runtime.read(SYSTEM) as uow:
        return Reader(read_mapping(DEMO_MAPPING), uow.business_date, uow.currency)


def part_of_the_book(path: Path, rows: int, **altered: str) -> Path:
    """The first rows of the shipped book, the first of them altered."""
    with gzip.open(DEMO_BOOK, "rt", encoding="utf-8") as file:
        table = csv.DictReader(file)
        wanted = [next(table) for _ in range(rows)]
    wanted[0] |= altered
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, wanted[0].keys())
        writer.writeheader()
        writer.writerows(wanted)
    return path


def statuses(runtime: Runtime) -> dict[str, int]:
    with runtime.read(SYSTEM) as uow:
        counted = select(loan.c.status, func.count().label("loans")).group_by(loan.c.status)
        return {row.status: row.loans for row in uow.connection.execute(counted)}


def read(runtime: Runtime, path: Path) -> Reading:
    return read_book(path, reader(runtime), lambda _: None)


def test_the_real_book_is_taken_over_whole(runtime: Runtime) -> None:
    assert fill_demo_book(runtime) == 6982
    with runtime.read(SYSTEM) as uow:
        assert product_names(uow)["lending-club-36"].zh == "LendingClub 36 期"
    assert statuses(runtime) == {"active": 6555, "overdue": 115, "settled": 306, "written_off": 6}
    assert findings(runtime) == []
    assert fill_demo_book(runtime) == 0


def test_our_installment_is_the_one_charged(runtime: Runtime) -> None:
    reading = read(runtime, DEMO_BOOK)
    assert (reading.rows, reading.problems) == (6982, [])
    assert reading.agreeing >= 0.999 * reading.rows


def test_an_import_killed_half_way_goes_on_where_it_stopped(runtime: Runtime, tmp_path: Path) -> None:
    loans = read(runtime, part_of_the_book(tmp_path / "book.csv", 600)).loans
    next(import_loans(runtime, loans))
    assert sum(statuses(runtime).values()) == 250
    assert [new for _, new in import_loans(runtime, loans)] == [0, 250, 100]
    assert findings(runtime) == []


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("loan_amount", "", "value-missing"),
        ("loan_amount", "12k", "amount-not-readable"),
        ("loan_amount", "0", "amount-not-positive"),
        ("interest_rate", "-3", "rate-not-readable"),
        ("term", "many", "periods-not-readable"),
        ("issue_month", "2018-03-01", "date-not-readable"),
        ("issue_month", "Mar-2019", "date-not-past"),
        ("loan_status", "Sold", "status-unknown"),
        ("loan_status", "Fully Paid", "status-contradicts-balance"),
        ("balance", "99999999", "amount-too-high"),
        ("paid_principal", "1.00", "balances-differ"),
        ("row", "2", "external-id-repeated"),
    ],
)
def test_a_wrong_row_is_named_by_column(
    runtime: Runtime, tmp_path: Path, column: str, value: str, problem: str
) -> None:
    reading = read(runtime, part_of_the_book(tmp_path / "book.csv", 2, **{column: value}))
    row = 2 if problem == "external-id-repeated" else 1
    assert Problem(row, column, problem, value) in reading.problems
    assert all(in_words(reading.problems[0]))


def test_every_fault_of_a_row_is_told_at_once(runtime: Runtime, tmp_path: Path) -> None:
    path = part_of_the_book(tmp_path / "book.csv", 1, term="x", balance="y", loan_status="z")
    assert Counter(one.name for one in read(runtime, path).problems) == {
        "periods-not-readable": 1,
        "amount-not-readable": 1,
        "status-unknown": 1,
    }


def test_a_missing_column_is_told_for_every_row(runtime: Runtime, tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("row,loan_amount\n1,5\n2,6\n", encoding="utf-8")
    missing = [one for one in read(runtime, path).problems if one.name == "column-missing"]
    assert {one.row for one in missing} == {1, 2}


def test_a_mapping_with_an_unknown_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('colour = "blue"', encoding="utf-8")
    with pytest.raises(MappingNotValid):
        read_mapping(path)


@pytest.mark.parametrize(("name", "content"), [("book.csv", b"\xff\xfe\x00loan"), ("book.csv.gz", b"not gzipped")])
def test_a_file_that_is_no_csv_is_refused(runtime: Runtime, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BookNotReadable):
        read(runtime, tmp_path / name)
