"""One command, one transaction: all of it or nothing, once, and on the record."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from loanwright.infra import audit
from loanwright.infra.events import Event
from loanwright.infra.idempotency import IdempotencyKeyReused, Stored, claim, store
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import audit_record, outbox_event
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.refusals import RecordedRefusal, Refusal


class SomethingHappened(Event):
    """For these tests."""

    number: int


class Refused(Refusal):
    """For these tests."""


class RefusedOnRecord(RecordedRefusal):
    """For these tests."""


def act(uow: UnitOfWork, number: int = 1) -> UUID:
    subject_id = uow.new_id()
    uow.publish(SomethingHappened(number=number))
    uow.audit("act", "thing", subject_id, number=number)
    return subject_id


def rows(runtime: Runtime) -> tuple[int, int]:
    with runtime.read(SYSTEM) as uow:
        count = select(func.count())
        events = uow.connection.scalar(count.select_from(outbox_event))
        return events or 0, uow.connection.scalar(count.select_from(audit_record)) or 0


def test_a_command_leaves_its_event_and_its_audit_record(runtime: Runtime) -> None:
    subject_id = runtime.run(SYSTEM, act)
    assert rows(runtime) == (1, 1)
    with runtime.read(SYSTEM) as uow:
        (record,) = audit.history(uow.connection, subject_id)
    assert (record["actor"], record["command"], record["detail"]) == ("system", "act", {"number": 1})
    assert record["events"] == [SomethingHappened.name]


def test_a_refusal_undoes_everything(runtime: Runtime) -> None:
    def act_and_refuse(uow: UnitOfWork) -> None:
        act(uow)
        raise Refused()

    with pytest.raises(Refused):
        runtime.run(SYSTEM, act_and_refuse)
    assert rows(runtime) == (0, 0)


def test_a_recorded_refusal_keeps_what_was_written(runtime: Runtime) -> None:
    def act_and_refuse(uow: UnitOfWork) -> None:
        act(uow)
        raise RefusedOnRecord()

    with pytest.raises(RefusedOnRecord):
        runtime.run(SYSTEM, act_and_refuse)
    assert rows(runtime) == (1, 1)


def test_a_query_cannot_write(runtime: Runtime) -> None:
    with pytest.raises(Exception, match="read-only"), runtime.read(SYSTEM) as uow:
        uow.connection.execute(text("DELETE FROM dead_letter"))


@pytest.mark.parametrize("statement", ["UPDATE {} SET record = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_rewrite_the_audit(runtime: Runtime, statement: str) -> None:
    runtime.run(SYSTEM, act)
    with pytest.raises(ProgrammingError, match="permission denied"), runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text(statement.format("audit_record")))


@pytest.mark.parametrize(
    ("tampering", "why"),
    [
        ("UPDATE audit_record SET record = replace(record, '\"number\":3', '\"number\":4')", "altered"),
        ("DELETE FROM audit_record WHERE seq = 3", "missing"),
        ("DELETE FROM audit_record WHERE seq = 5", "the end is missing"),
        ("UPDATE audit_record SET hash = '\\x00' WHERE seq = 1", "altered"),
    ],
)
def test_tampering_by_the_owner_is_found(runtime: Runtime, tampering: str, why: str) -> None:
    subject_id = runtime.run(SYSTEM, lambda uow: uow.new_id())
    for number in range(1, 6):
        runtime.run(SYSTEM, lambda uow, n=number: uow.audit("act", "thing", subject_id, number=n))  # type: ignore[misc]
    with runtime.read(SYSTEM) as uow:
        assert list(audit.verify_chain(uow.connection)) == []
    with runtime.engine.begin() as owner:
        owner.exec_driver_sql(tampering)
    with runtime.read(SYSTEM) as uow:
        (broken,) = audit.verify_chain(uow.connection)
    assert broken.why == why


@pytest.mark.parametrize("result", [{"result": 7}, None])
def test_a_key_gives_the_same_answer_to_the_same_request_only(runtime: Runtime, result: object) -> None:
    key, same, other = str(uuid4()), b"1" * 32, b"2" * 32

    def once(uow: UnitOfWork) -> Stored | None:
        stored = claim(uow, "staff:1", key, same)
        if stored is None:
            store(uow, "staff:1", key, result)
        return stored

    assert runtime.run(SYSTEM, once) is None
    assert runtime.run(SYSTEM, once) == Stored(result)
    with pytest.raises(IdempotencyKeyReused), runtime.begin(SYSTEM) as uow:
        claim(uow, "staff:1", key, other)
    assert runtime.run(SYSTEM, lambda uow: claim(uow, "staff:2", key, other)) is None
