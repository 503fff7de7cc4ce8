"""From the prepared contract to both signatures, over HTTP, and everything that must not get there."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from starlette.testclient import TestClient

from loanwright.apps.web import create_app
from loanwright.contracts import repository
from loanwright.contracts.api import (
    Contract,
    ContractAlreadySigned,
    prepare_contract,
    verification_of,
    withdraw_contract,
)
from loanwright.contracts.model import EvidenceKind
from loanwright.documents.api import documents_of, stored_bytes
from loanwright.infra.audit import history
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import outbox_event
from loanwright.infra.unit_of_work import SYSTEM
from tests.clock import Clock
from tests.contracts.conftest import APPLICATION, Person, archived, signed_in
from tests.contracts.samples import BORROWER, LENDER, draft_of


def refused(response: Any, status: int, code: str) -> None:
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["titles"]["zh-CN"] != response.json()["titles"]["en"]


@pytest.fixture
def stranger(runtime: Runtime) -> Iterator[Person]:
    with TestClient(create_app(runtime)) as client:
        yield signed_in(client, runtime, "13900001111")


def test_the_whole_ceremony(borrower: Person, contract: Contract, runtime: Runtime) -> None:
    shown = borrower.client.get(f"/api/v1/applications/{APPLICATION}/contract").json()
    assert (shown["status"], shown["opened_at"], shown["number"]) == ("prepared", None, contract.number)
    assert shown["key_terms"]["principal"] == {"amount": "50000.00", "currency": "CNY"}
    assert shown["key_terms"]["total_cost"] == {"amount": "3835.93", "currency": "CNY"}
    assert set(shown["statement"]) == {"zh-CN", "en"}

    document = borrower.read(contract)
    assert document.headers["content-type"] == "application/pdf"
    assert document.content.startswith(b"%PDF-")
    challenge_id = borrower.ask_for_code(contract).json()["challenge_id"]
    signed = borrower.sign(contract, challenge_id, borrower.code(challenge_id))
    assert signed.status_code == 201
    assert signed.json()["status"] == "signed"
    assert signed.json()["document"]["sha256"] != shown["document"]["sha256"]

    with runtime.read(SYSTEM) as uow:
        checked = verification_of(uow, contract.id)
    assert checked.faults == frozenset()
    assert [(report.field, report.signer) for report in checked.verification.signatures] == [
        ("Borrower", BORROWER.name),
        ("Lender", LENDER.name),
    ]


def test_the_evidence_of_the_ceremony(signed_contract: Contract, runtime: Runtime) -> None:
    with runtime.read(SYSTEM) as uow:
        steps = repository.evidence_of(uow, signed_contract.id)
        unsigned, signed = archived(uow, "loan-contract-unsigned"), archived(uow, "loan-contract")
        audit = [record["command"] for record in history(uow.connection, signed_contract.id)]
        signatures = verification_of(uow, signed_contract.id).verification.signatures
    assert [step.kind for step in steps] == [
        EvidenceKind.PREPARED,
        EvidenceKind.OPENED,
        EvidenceKind.CODE_ISSUED,
        EvidenceKind.SIGNED,
        EvidenceKind.SEALED,
    ]
    prepared, opened, code, signature, seal = (step.detail for step in steps)
    assert prepared["document_sha256"] == opened["document_sha256"] == unsigned.sha256.hex()
    assert seal["document_sha256"] == signed.sha256.hex()
    assert signature["challenge_id"] == code["challenge_id"]
    assert {"ip", "user_agent", "statement_version"} <= set(signature)
    assert [report.certificate_serial for report in signatures] == [
        signature["certificate_serial"],
        seal["certificate_serial"],
    ]
    assert audit == [
        "contracts.open-contract",
        "contracts.request-signing-code",
        "contracts.sign-contract",
    ]


def test_contract_signed_is_told_once_with_the_terms(signed_contract: Contract, runtime: Runtime) -> None:
    with runtime.read(SYSTEM) as uow:
        query = select(outbox_event.c.payload).where(outbox_event.c.name == "contracts.ContractSigned")
        (payload,) = uow.connection.scalars(query).all()
    assert payload["application_id"] == str(APPLICATION)
    assert payload["document_id"] == str(signed_contract.signed_document_id)
    assert payload["terms"]["principal"] == {"amount": "50000.00", "currency": "CNY"}


def test_no_key_of_a_borrower_is_kept(signed_contract: Contract, runtime: Runtime) -> None:
    with runtime.engine.connect() as connection:
        names = connection.scalars(text("SELECT name FROM contract_identity ORDER BY name")).all()
        sheet, keys = connection.execute(
            text("SELECT (SELECT sheet FROM contract), (SELECT string_agg(private_key, '') FROM contract_identity)")
        ).one()
    assert names == ["embedded-root", f"lender-seal:{LENDER.registration_number}"]
    assert BORROWER.name.encode() not in bytes(sheet)
    assert b"PRIVATE" not in bytes(keys)
    assert signed_contract.signed_at


def test_signing_twice_signs_once(borrower: Person, contract: Contract, runtime: Runtime) -> None:
    borrower.read(contract)
    challenge_id = borrower.ask_for_code(contract).json()["challenge_id"]
    code = borrower.code(challenge_id)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: borrower.sign(contract, challenge_id, code), range(2)))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    with runtime.read(SYSTEM) as uow:
        told = select(func.count()).where(outbox_event.c.name == "contracts.ContractSigned")
        assert uow.connection.scalar(told) == 1
        assert len(documents_of(uow, APPLICATION)) == 2


def test_an_unopened_contract_cannot_be_signed(borrower: Person, contract: Contract) -> None:
    refused(borrower.ask_for_code(contract), 409, "contract-not-opened")


def test_an_expired_code_signs_nothing(borrower: Person, contract: Contract, clock: Clock) -> None:
    borrower.read(contract)
    challenge_id = borrower.ask_for_code(contract).json()["challenge_id"]
    code = borrower.code(challenge_id)
    clock.advance(timedelta(minutes=5))
    refused(borrower.sign(contract, challenge_id, code), 410, "code-expired")
    clock.advance(timedelta(minutes=1))
    assert borrower.read_and_sign(contract).status_code == 201


def test_a_wrong_code_tried_too_often_signs_nothing(borrower: Person, contract: Contract) -> None:
    borrower.read(contract)
    challenge_id = borrower.ask_for_code(contract).json()["challenge_id"]
    code = borrower.code(challenge_id)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(4):
        refused(borrower.sign(contract, challenge_id, wrong), 422, "code-wrong")
    refused(borrower.sign(contract, challenge_id, wrong), 429, "code-tried-too-often")
    refused(borrower.sign(contract, challenge_id, code), 429, "code-tried-too-often")


def test_a_code_for_something_else_does_not_sign(borrower: Person, contract: Contract, clock: Clock) -> None:
    borrower.read(contract)
    clock.advance(timedelta(minutes=2))
    sent = borrower.client.post("/api/v1/auth/codes", json={"phone": BORROWER.phone}).json()["challenge_id"]
    refused(borrower.sign(contract, sent, borrower.code(sent)), 404, "challenge-unknown")


def test_a_stranger_sees_and_signs_nothing(borrower: Person, stranger: Person, contract: Contract) -> None:
    borrower.read(contract)
    challenge_id = borrower.ask_for_code(contract).json()["challenge_id"]
    refused(stranger.client.get(f"/api/v1/applications/{APPLICATION}/contract"), 404, "contract-unknown")
    refused(stranger.read(contract), 404, "contract-unknown")
    refused(stranger.ask_for_code(contract), 404, "contract-unknown")
    refused(stranger.sign(contract, challenge_id, borrower.code(challenge_id)), 404, "contract-unknown")


def test_nobody_signed_in_sees_nothing(runtime: Runtime, contract: Contract) -> None:
    with TestClient(create_app(runtime)) as client:
        refused(client.get(f"/api/v1/contracts/{contract.id}/document"), 401, "sign-in-required")
        refused(client.get(f"/api/v1/staff/contracts/{contract.id}/verification"), 401, "sign-in-required")


def test_an_altered_contract_cannot_be_signed(borrower: Person, contract: Contract, runtime: Runtime) -> None:
    borrower.read(contract)
    challenge_id = borrower.ask_for_code(contract).json()["challenge_id"]
    with runtime.read(SYSTEM) as uow:
        document = archived(uow, "loan-contract-unsigned")
    path = runtime.settings.data_dir / "documents" / document.key
    path.write_bytes(path.read_bytes().replace(b"50,000", b"90,000") + b" ")
    refused(borrower.sign(contract, challenge_id, borrower.code(challenge_id)), 409, "document-altered")
    refused(borrower.read(contract), 409, "document-altered")


def test_a_withdrawn_contract_is_gone(borrower: Person, contract: Contract, runtime: Runtime) -> None:
    borrower.read(contract)
    runtime.run(SYSTEM, lambda uow: withdraw_contract(uow, APPLICATION))
    runtime.run(SYSTEM, lambda uow: withdraw_contract(uow, UUID(int=404)))
    refused(borrower.read(contract), 410, "contract-withdrawn")
    refused(borrower.ask_for_code(contract), 410, "contract-withdrawn")
    refused(borrower.client.get(f"/api/v1/applications/{APPLICATION}/contract"), 404, "contract-unknown")


def test_a_signed_contract_stays(borrower: Person, signed_contract: Contract, runtime: Runtime) -> None:
    refused(borrower.ask_for_code(signed_contract), 409, "contract-already-signed")
    with pytest.raises(ContractAlreadySigned):
        runtime.run(SYSTEM, lambda uow: withdraw_contract(uow, APPLICATION))
    again = runtime.run(SYSTEM, lambda uow: prepare_contract(uow, draft_of(borrower.party_id, APPLICATION)))
    assert again == signed_contract
    with runtime.read(SYSTEM) as uow:
        signed = stored_bytes(uow, archived(uow, "loan-contract"))
    assert borrower.read(signed_contract).content == signed


@pytest.mark.parametrize("statement", ["UPDATE contract_evidence SET detail = '{}'", "DELETE FROM contract_identity"])
def test_evidence_cannot_be_changed(runtime: Runtime, contract: Contract, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text(statement))
