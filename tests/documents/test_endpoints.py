"""Documents over HTTP: a borrower gets their own, nobody else's; staff need the permission."""

from __future__ import annotations

from uuid import UUID

import pytest
from starlette.testclient import TestClient

from loanwright.access.api import NewStaffUser, Role, create_staff_user, totp_of
from loanwright.documents.api import Document, DocumentFacts, archive
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from tests.contracts.conftest import signed_in

SUBJECT = UUID(int=3)
PHONE = "13800005678"


def filed(runtime: Runtime, content: bytes, party_id: UUID | None) -> Document:
    facts = DocumentFacts("note", "application", SUBJECT, "note.txt", party_id, "text/plain")
    return runtime.run(SYSTEM, lambda uow: archive(uow, content, facts))


def test_a_borrower_reads_their_own_and_nobody_elses(client: TestClient, runtime: Runtime) -> None:
    party_id = signed_in(client, runtime, PHONE).party_id
    own, foreign = filed(runtime, b"own", party_id), filed(runtime, b"foreign", UUID(int=9))
    listed = client.get("/api/v1/documents").json()["items"]
    assert [item["id"] for item in listed] == [str(own.id)]
    answer = client.get(f"/api/v1/documents/{own.id}")
    assert (answer.content, answer.headers["x-content-type-options"]) == (b"own", "nosniff")
    assert client.get(f"/api/v1/documents/{foreign.id}").json()["code"] == "document-unknown"
    assert client.get(f"/api/v1/staff/documents/{own.id}").json()["code"] == "sign-in-required"


@pytest.mark.usefixtures("clock")
def test_staff_reads_any_document(client: TestClient, runtime: Runtime) -> None:
    document = filed(runtime, b"for staff", None)
    new = NewStaffUser("zhao", "赵明", "correct horse battery", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", (Role.AUDITOR,))
    runtime.run(SYSTEM, lambda uow: create_staff_user(uow, new))
    with runtime.read(SYSTEM) as uow:
        setup = totp_of(uow, "zhao")
    assert setup is not None
    body = {"username": "zhao", "password": new.password, "totp": setup.current_code}
    assert client.post("/api/v1/auth/staff-sessions", json=body).status_code == 201
    assert client.get(f"/api/v1/staff/documents/{document.id}").content == b"for staff"
    assert client.get("/api/v1/documents").json()["code"] == "sign-in-required"
