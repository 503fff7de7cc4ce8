"""Statements come into the system once, are proven against each other, and book nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, text
from starlette.testclient import TestClient

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import outbox_event
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.reconciliation.api import Entry
from loanwright.reconciliation.model import FindingKind, ImportedStatement
from loanwright.reconciliation.queries import statements as queries
from loanwright.reconciliation.usecases.import_statements import import_statements
from tests.payments.test_desk_http import sign_in
from tests.reconciliation.rendering import as_camt053, as_mt940

FILES = "/api/v1/staff/statement-files"


def entry(amount: str, reference: str, day: int = 2) -> Entry:
    on = date(2024, 1, day)
    return Entry(on, on, Decimal(amount), "EUR", credit=True, reference=reference, counterparty="Wang", text="rent")


def bring(runtime: Runtime, content: str) -> list[ImportedStatement]:
    def work(uow: Any) -> list[ImportedStatement]:
        return queries.statements_of_file(uow, import_statements(uow, content.encode(), "a.sta").file_id)

    return runtime.run(SYSTEM, work)


def kinds(statement: ImportedStatement) -> list[FindingKind]:
    return [finding.kind for finding in statement.findings]


def test_a_statement_is_kept_as_the_bank_told_it(runtime: Runtime) -> None:
    (kept,) = bring(runtime, as_mt940([entry("5.00", "INV001"), entry("7.50", "INV002")]))
    assert (kept.opening, kept.closing, kept.entries, kept.findings) == (Decimal(1000), Decimal("1012.50"), 2, ())
    with runtime.read(SYSTEM) as uow:
        found = [each.entry for each in queries.entries_of(uow, kept.id, 0, 10)]
    assert [(each.amount, each.reference, each.counterparty) for each in found] == [
        (Decimal("5.00"), "INV001", "Wang"),
        (Decimal("7.50"), "INV002", "Wang"),
    ]


def test_the_same_file_twice_is_recognised(runtime: Runtime) -> None:
    content = as_mt940([entry("5.00", "INV001")])
    assert bring(runtime, content) == bring(runtime, content)


def test_the_same_entries_in_another_file_are_recognised(runtime: Runtime) -> None:
    bring(runtime, as_mt940([entry("5.00", "INV001")]))
    (again,) = bring(runtime, as_mt940([entry("5.00", "INV001"), entry("6.00", "INV002")]) + "\n")
    assert (again.entries, again.repeated) == (2, 1)
    assert FindingKind.REPEATED in kinds(again)


def test_two_bookings_alike_on_one_statement_are_two(runtime: Runtime) -> None:
    (kept,) = bring(runtime, as_camt053([entry("5.00", "INV001"), entry("5.00", "INV001")]))
    assert (kept.entries, kept.repeated) == (2, 0)


def test_a_gap_between_two_statements_is_found(runtime: Runtime) -> None:
    bring(runtime, as_mt940([entry("5.00", "INV001")]))
    (later,) = bring(runtime, as_mt940([entry("6.00", "INV009", 9)]).replace("C240101EUR1006", "C240109EUR1006"))
    gap = next(finding for finding in later.findings if finding.kind is FindingKind.GAP)
    assert gap.difference == Decimal("-5.00")


def test_a_statement_that_comes_too_late_is_out_of_order(runtime: Runtime) -> None:
    bring(runtime, as_mt940([entry("6.00", "INV009", 9)]).replace("C240101EUR1006", "C240109EUR1006"))
    (late,) = bring(runtime, as_mt940([entry("5.00", "INV001")]))
    assert kinds(late) == [FindingKind.DISORDER, FindingKind.GAP]


def test_a_broken_balance_is_found(runtime: Runtime) -> None:
    broken = as_mt940([entry("5.00", "INV001")]).replace(":62F:C240101EUR1005,00", ":62F:C240101EUR1006,00")
    (kept,) = bring(runtime, broken)
    assert [(each.kind, each.difference) for each in kept.findings] == [(FindingKind.BALANCE_BREAK, Decimal("1.00"))]


def test_importing_books_nothing(runtime: Runtime) -> None:
    with runtime.read(SYSTEM) as uow:
        before = uow.connection.scalar(select(func.count()).select_from(outbox_event))
    bring(runtime, as_mt940([entry("5.00", "INV001")]))
    with runtime.read(SYSTEM) as uow:
        assert uow.connection.scalar(select(func.count()).select_from(outbox_event)) == before


@pytest.mark.parametrize("table", ["statement_file", "account_statement", "statement_entry"])
def test_what_a_bank_said_cannot_be_changed(runtime: Runtime, table: str) -> None:
    with pytest.raises(Exception, match="permission denied") as refused, runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text(f"DELETE FROM {table}"))
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_names_are_sealed_in_the_database(runtime: Runtime) -> None:
    bring(runtime, as_mt940([replace(entry("5.00", "INV001"), counterparty="WANG XIAOMING")]))
    with runtime.read(SYSTEM) as uow:
        assert b"XIAOMING" not in bytes(uow.connection.scalar(text("SELECT said_sealed FROM statement_entry")))


def test_an_accountant_uploads_a_file_and_reads_its_entries(runtime: Runtime, client: TestClient) -> None:
    sign_in(client, runtime, Role.ACCOUNTANT)
    content = as_mt940([entry("5.00", "INV001")]).encode()
    answers = [_upload(client, content, key) for key in ("one", "two")]
    assert [answer.status_code for answer in answers] == [201, 201]
    first, again = (answer.json() for answer in answers)
    assert (first["is_new"], again["is_new"]) == (True, False)
    (kept,) = client.get("/api/v1/staff/account-statements").json()["items"]
    assert (kept["closing"], kept["file_name"]) == ("1005.00", "january.sta")
    (told,) = client.get(f"/api/v1/staff/account-statements/{kept['id']}/entries").json()["items"]
    assert (told["amount"], told["credit"], told["reference"]) == ("5.00", True, "INV001")
    assert told["counterparty"] != "Wang"


def test_a_file_that_is_no_statement_is_refused(runtime: Runtime, client: TestClient) -> None:
    sign_in(client, runtime, Role.ACCOUNTANT)
    answer = _upload(client, b"Dear customer", "one")
    assert (answer.status_code, answer.json()["code"]) == (422, "statement-format-unknown")


def test_a_clerk_may_look_but_not_import(runtime: Runtime, client: TestClient) -> None:
    sign_in(client, runtime, Role.CLERK)
    assert _upload(client, as_mt940([]).encode(), "one").status_code == 403
    assert client.get("/api/v1/staff/account-statements").status_code == 200


def _upload(client: TestClient, content: bytes, key: str) -> Any:
    headers = {"Idempotency-Key": key, "Content-Type": "application/octet-stream"}
    return client.post(FILES, params={"file_name": "january.sta"}, content=content, headers=headers)
