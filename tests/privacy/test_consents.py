"""Consents in the database: given, relied on, revoked, never changed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from starlette.testclient import TestClient

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, Actor, ActorKind
from loanwright.kernel.ids import uuid7
from loanwright.privacy.api import (
    Consent,
    ConsentAlreadyRevoked,
    ConsentMissing,
    ConsentNotFound,
    ConsentPurpose,
    WordingAgreed,
    consents_of,
    give_consents,
    require_consent,
    revoke_consent,
)
from tests.clock import Clock

QUERY = ConsentPurpose.CREDIT_REPORT_QUERY


@pytest.fixture
def party(clock: Clock) -> UUID:
    return uuid7(clock())


def borrower(party_id: UUID) -> Actor:
    return Actor(ActorKind.BORROWER, id=party_id, party_id=party_id)


def give(runtime: Runtime, party_id: UUID, subject_id: UUID | None = None) -> Consent:
    agreed = [WordingAgreed(QUERY, 1)]
    return runtime.run(borrower(party_id), lambda uow: give_consents(uow, party_id, subject_id, agreed))[0]


def test_nothing_may_be_queried_before_consent(runtime: Runtime, party: UUID) -> None:
    with pytest.raises(ConsentMissing), runtime.read(SYSTEM) as uow:
        require_consent(uow, party, QUERY)


def test_a_consent_is_relied_on_until_it_expires(runtime: Runtime, party: UUID, clock: Clock) -> None:
    consent = give(runtime, party)
    with runtime.read(SYSTEM) as uow:
        assert require_consent(uow, party, QUERY) == consent.id
    clock.advance(timedelta(days=30))
    with pytest.raises(ConsentMissing), runtime.read(SYSTEM) as uow:
        require_consent(uow, party, QUERY)


def test_a_consent_for_one_application_serves_no_other(runtime: Runtime, party: UUID) -> None:
    consent = give(runtime, party, UUID(int=1))
    with runtime.read(SYSTEM) as uow:
        assert require_consent(uow, party, QUERY, UUID(int=1)) == consent.id
        with pytest.raises(ConsentMissing):
            require_consent(uow, party, QUERY, UUID(int=2))


def test_a_revoked_consent_stays_on_record_and_serves_no_more(runtime: Runtime, party: UUID) -> None:
    consent = give(runtime, party)
    runtime.run(borrower(party), lambda uow: revoke_consent(uow, consent.id))
    with runtime.read(borrower(party)) as uow:
        assert [kept.revoked_at is None for kept in consents_of(uow, party)] == [False]
        with pytest.raises(ConsentMissing):
            require_consent(uow, party, QUERY)
    with pytest.raises(ConsentAlreadyRevoked):
        runtime.run(borrower(party), lambda uow: revoke_consent(uow, consent.id))


def test_somebody_elses_consent_does_not_exist_for_me(runtime: Runtime, party: UUID) -> None:
    consent = give(runtime, party)
    with pytest.raises(ConsentNotFound):
        runtime.run(borrower(UUID(int=9)), lambda uow: revoke_consent(uow, consent.id))


@pytest.mark.parametrize("statement", ["UPDATE consent SET purpose = 'x'", "DELETE FROM consent"])
def test_a_consent_cannot_be_changed_or_removed(runtime: Runtime, party: UUID, statement: str) -> None:
    give(runtime, party)
    with pytest.raises(ProgrammingError, match="permission denied"), runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text(statement))


def test_anybody_may_read_the_wordings(client: TestClient) -> None:
    items = client.get("/api/v1/consent-wordings").json()["items"]
    assert {item["purpose"] for item in items} == set(ConsentPurpose)
    assert all(item["text"]["zh"] and item["text"]["en"] for item in items)
