"""Partners send whole applications: kept once, taken in soon, and seen by nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response
from sqlalchemy import select, update
from starlette.testclient import TestClient

from loanwright.access.api import Role
from loanwright.infra.keyring import CiphertextNotReadable
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.origination.intake_desk import IntakeDesk
from loanwright.origination.tables import partner_intake
from loanwright.parties.rules import check_character
from tests.clock import Clock
from tests.origination.applicant import ANSWERS, WISH
from tests.origination.conftest import Hire, SignIn
from tests.queue import drain_despite_failures

PHONE = "13900001111"


@dataclass(frozen=True)
class Partner:
    """A partner's program, with its token."""

    http: TestClient
    id: str
    token: str

    def send(self, body: dict[str, Any], key: str | None = None) -> Response:
        headers = {"authorization": f"Bearer {self.token}", "idempotency-key": key or uuid4().hex}
        answer: Response = self.http.post("/api/v1/partner/applications", json=body, headers=headers)
        return answer

    def ask(self, application_id: str) -> Response:
        headers = {"authorization": f"Bearer {self.token}"}
        answer: Response = self.http.get(f"/api/v1/partner/applications/{application_id}", headers=headers)
        return answer


@pytest.fixture
def register(client: TestClient, runtime: Runtime, lender: None, hire: Hire) -> Any:
    """Has an administrator take a partner on, and the partner get its token."""
    client.app.state.intake_desk = IntakeDesk(runtime, remembered_seconds=0)  # type: ignore[attr-defined]
    administrator = hire("admin", Role.ADMINISTRATOR)

    def take_on(code: str = "jd-finance") -> Partner:
        body = {"code": code, "name": "京东金融", "products": ["xiao-fei-dai"]}
        made = administrator.post("/partners", body)
        assert made.status_code == 201, made.text
        credentials = {"client_id": code, "client_secret": made.json()["secret"]}
        token = client.post("/api/v1/partner/tokens", json=credentials).json()["access_token"]
        return Partner(client, made.json()["partner"]["id"], token)

    take_on.administrator = administrator  # type: ignore[attr-defined]
    return take_on


@pytest.fixture
def body(client: TestClient) -> dict[str, Any]:
    """A whole application, with every consent asked for."""
    wordings = client.get("/api/v1/consent-wordings").json()["items"]
    consents = [
        {"purpose": wording["purpose"], "wording_version": wording["version"]}
        for wording in wordings
        if wording["needed_for"] == "application"
    ]
    return {"reference": "JD-1", "phone": PHONE, "wish": WISH, "answers": ANSWERS, "consents": consents}


def test_an_application_is_promised_then_taken_in_and_its_borrower_finds_it(
    register: Any, body: dict[str, Any], runtime: Runtime, sign_in: SignIn
) -> None:
    partner = register()
    sent = partner.send(body)
    assert sent.status_code == 202
    application_id = sent.json()["id"]
    assert partner.ask(application_id).json()["standing"] == "waiting"

    drain_despite_failures(runtime)
    view = partner.ask(application_id).json()
    assert (view["standing"], view["reference"], view["refusal"]) == ("taken_in", "JD-1", None)
    assert view["status"] != "draft"
    borrower = sign_in(PHONE)
    assert [found["id"] for found in borrower.get("/applications")["items"]] == [application_id]
    with runtime.read(SYSTEM) as uow:
        assert uow.connection.scalar(select(partner_intake.c.told_sealed)) is None


def test_sent_again_it_is_the_same_and_another_body_under_the_key_is_refused(
    register: Any, body: dict[str, Any], runtime: Runtime
) -> None:
    partner = register()
    first = partner.send(body, "k1").json()["id"]
    drain_despite_failures(runtime)
    assert partner.send(body, "k1").json()["id"] == first
    drain_despite_failures(runtime)
    refused = partner.send(body | {"reference": "JD-2"}, "k1")
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")
    with runtime.read(SYSTEM) as uow:
        assert len(uow.connection.scalars(select(partner_intake.c.id)).all()) == 1


def test_many_at_once_are_each_kept_once(register: Any, body: dict[str, Any], runtime: Runtime) -> None:
    partner = register()
    keys = [f"k{number % 20}" for number in range(60)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda key: (key, partner.send(body, key)), keys))
    assert {answer.status_code for _, answer in answers} == {202}
    ids = {(key, answer.json()["id"]) for key, answer in answers}
    assert len(ids) == 20


def test_what_is_wrong_is_refused_at_the_door_and_nothing_is_kept(
    register: Any, body: dict[str, Any], runtime: Runtime
) -> None:
    partner = register()
    cases: dict[str, dict[str, Any]] = {
        "id-number-check-digit-wrong": {"answers": ANSWERS | {"id_number": "110105199003072478"}},
        "answers-missing": {"answers": {key: value for key, value in ANSWERS.items() if key != "region"}},
        "consent-missing": {"consents": []},
        "amount-not-offered": {"wish": WISH | {"amount": {"amount": "1.00", "currency": "CNY"}}},
        "phone-not-valid": {"phone": "12345678901"},
        "product-not-open-to-partner": {"wish": WISH | {"product_code": "nong-e-dai"}},
        "request-not-valid": {"surprise": True},
    }
    for code, change in cases.items():
        assert partner.send(body | change).json()["code"] == code
    with runtime.read(SYSTEM) as uow:
        assert uow.connection.scalars(select(partner_intake.c.id)).all() == []


def test_what_only_the_books_can_refuse_is_refused_when_taken_in(
    register: Any, body: dict[str, Any], runtime: Runtime
) -> None:
    partner = register()
    partner.send(body)
    drain_despite_failures(runtime)
    somebody_else = ANSWERS | {"id_number": "11010519880101003" + check_character("11010519880101003")}
    other = partner.send(body | {"answers": somebody_else}).json()["id"]
    drain_despite_failures(runtime)
    view = partner.ask(other).json()
    assert (view["standing"], view["refusal"]["code"]) == ("refused", "identity-already-known")
    assert all(view["refusal"]["words"][language] for language in ("zh", "en"))


def test_a_partner_sees_only_its_own_and_only_while_it_may(register: Any, body: dict[str, Any], clock: Clock) -> None:
    partner, rival = register(), register("rival")
    application_id = partner.send(body).json()["id"]
    assert rival.ask(application_id).json()["code"] == "intake-unknown"

    administrator = register.administrator
    listed = administrator.get(f"/partners/{partner.id}/applications")
    assert [row["id"] for row in listed["items"]] == [application_id]
    counts = administrator.get("/partner-intakes")["items"]
    assert counts == [{"partner_id": partner.id, "waiting": 1, "taken_in": 0, "refused": 0}]

    suspended = {"standing": "suspended", "products": ["xiao-fei-dai"]}
    administrator.browser.put(f"/api/v1/staff/partners/{partner.id}", json=suspended)
    assert partner.send(body).json()["code"] == "partner-suspended"
    assert partner.ask(application_id).json()["code"] == "partner-suspended"
    clock.advance(timedelta(minutes=16))
    assert rival.send(body).json()["code"] == "partner-token-not-valid"


@pytest.mark.parametrize("token", ["", "Bearer", "Basic abc", "Bearer !!!!", "Bearer YWJj", f"Bearer {'A' * 75}"])
def test_a_token_that_is_none_opens_nothing(client: TestClient, lender: None, body: dict[str, Any], token: str) -> None:
    headers = {"authorization": token, "idempotency-key": "k"}
    answer = client.post("/api/v1/partner/applications", json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "partner-token-not-valid")


def test_secrets_are_shown_once_and_renewed(register: Any, client: TestClient) -> None:
    partner = register()
    administrator = register.administrator
    renewed = administrator.post(f"/partners/{partner.id}/secret", None).json()["secret"]
    wrong = client.post("/api/v1/partner/tokens", json={"client_id": "jd-finance", "client_secret": "guess"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "partner-credentials-wrong")
    right = client.post("/api/v1/partner/tokens", json={"client_id": "jd-finance", "client_secret": renewed})
    assert right.status_code == 201
    assert renewed not in str(administrator.get("/partners"))
    taken = administrator.post("/partners", {"code": "jd-finance", "name": "x", "products": []})
    assert taken.json()["code"] == "partner-code-taken"
    nobody = administrator.post(f"/partners/{UUID(int=7)}/secret", None)
    assert nobody.json()["code"] == "partner-unknown"


def test_only_those_who_may_keep_partners(hire: Hire, lender: None) -> None:
    clerk = hire("li", Role.CLERK)
    body = {"code": "jd-finance", "name": "x", "products": []}
    assert clerk.post("/partners", body).json()["code"] == "permission-missing"
    assert clerk.get("/partners")["code"] == "permission-missing"


def test_one_that_cannot_be_read_holds_up_no_other(register: Any, body: dict[str, Any], runtime: Runtime) -> None:
    partner = register()
    broken, whole = partner.send(body).json()["id"], partner.send(body).json()["id"]
    with runtime.begin(SYSTEM) as uow:
        uow.connection.execute(
            update(partner_intake).where(partner_intake.c.id == UUID(broken)).values(told_sealed=b"garbage")
        )
    failures = drain_despite_failures(runtime)
    assert {failure.task for failure in failures if isinstance(failure.error, CiphertextNotReadable)} == {
        "origination.take_in_applications"
    }
    assert partner.ask(whole).json()["standing"] == "taken_in"
    assert partner.ask(broken).json()["standing"] == "waiting"  # a dead letter now, which staff can send again
