"""A borrower who is signed in, with a contract that waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from loanwright.access.api import deliverable_code
from loanwright.contracts.api import Contract, contract_of, prepare_contract
from loanwright.documents.api import Document, documents_of
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from tests.contracts.samples import BORROWER, draft_of

APPLICATION = UUID(int=0xA)


@dataclass
class Person:
    """Somebody at their phone: sends requests, reads the codes that arrive."""

    client: TestClient
    runtime: Runtime
    party_id: UUID

    def code(self, challenge_id: str) -> str:
        """What the SMS says."""
        with self.runtime.read(SYSTEM) as uow:
            found = deliverable_code(uow, UUID(challenge_id))
        assert found is not None
        return found.code

    def read(self, contract: Contract) -> Any:
        """Open the document."""
        return self.client.get(f"/api/v1/contracts/{contract.id}/document")

    def ask_for_code(self, contract: Contract) -> Any:
        """Ask for a code to sign with."""
        return self.client.post(f"/api/v1/contracts/{contract.id}/signing-codes")

    def sign(self, contract: Contract, challenge_id: str, code: str) -> Any:
        """Enter a code."""
        body = {"challenge_id": challenge_id, "code": code}
        return self.client.post(f"/api/v1/contracts/{contract.id}/signatures", json=body)

    def read_and_sign(self, contract: Contract) -> Any:
        """The whole ceremony."""
        assert self.read(contract).status_code == 200
        challenge_id = self.ask_for_code(contract).json()["challenge_id"]
        return self.sign(contract, challenge_id, self.code(challenge_id))


def signed_in(client: TestClient, runtime: Runtime, phone: str) -> Person:
    """A person with a session."""
    challenge_id = client.post("/api/v1/auth/codes", json={"phone": phone}).json()["challenge_id"]
    person = Person(client, runtime, UUID(int=0))
    body = {"challenge_id": challenge_id, "code": person.code(challenge_id)}
    person.party_id = UUID(client.post("/api/v1/auth/borrower-sessions", json=body).json()["party_id"])
    return person


def archived(uow: UnitOfWork, kind: str) -> Document:
    """The one document of a kind that the application has."""
    (found,) = [document for document in documents_of(uow, APPLICATION) if document.facts.kind == kind]
    return found


@pytest.fixture
def borrower(client: TestClient, runtime: Runtime) -> Person:
    """The borrower of the contract."""
    return signed_in(client, runtime, BORROWER.phone)


@pytest.fixture
def contract(runtime: Runtime, borrower: Person) -> Contract:
    """A contract nobody has opened yet."""
    return runtime.run(SYSTEM, lambda uow: prepare_contract(uow, draft_of(borrower.party_id, APPLICATION)))


@pytest.fixture
def signed_contract(runtime: Runtime, borrower: Person, contract: Contract) -> Contract:
    """The same, signed by both parties."""
    assert borrower.read_and_sign(contract).status_code == 201
    with runtime.read(SYSTEM) as uow:
        return contract_of(uow, APPLICATION)
