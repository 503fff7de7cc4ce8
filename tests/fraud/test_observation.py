"""Measuring a form with consent and without, from the borrower's browser to the fraud stage's findings."""

from __future__ import annotations

from typing import Any

from httpx import Response
from sqlalchemy import select

from loanwright.access.api import Role
from loanwright.fraud.tables import observation, population_bin
from loanwright.infra.runtime import Runtime
from loanwright.infra.tasks import Nothing
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.parties.api import check_character
from tests.fraud.test_behaviour import typist
from tests.fraud.test_linking import DORMITORY
from tests.origination.applicant import ANSWERS, Applicant
from tests.origination.conftest import Hire, SignIn
from tests.outside import Sandbox
from tests.queue import drain


def identity(number: int) -> dict[str, Any]:
    """Somebody of whom everything is their own, but who lives in the dormitory."""
    first_17 = f"11010519990307{number:03d}"
    name = "王" + "一二三四五六七八九十"[number % 10]
    account = {"bank": "工商银行", "number": f"6222021234567{number:06d}", "holder": name}
    id_number = first_17 + check_character(first_17)
    return ANSWERS | {"name": name, "id_number": id_number, "payout_account": account, "address": DORMITORY[6:]}


def measured(rhythm: dict[str, int]) -> dict[str, Any]:
    """What their browser measured."""
    typing = {
        "hold_ms": rhythm["key_hold_ms"],
        "gap_ms": rhythm["typing_gap_ms"],
        "gap_spread_ms": rhythm["typing_spread_ms"],
    }
    name = {"field": "name", "milliseconds": 5_000, "keys": 40, "corrections": 1, "pastes": 0, **typing}
    address = name | {"field": "address", "keys": 30, "gap_ms": rhythm["address_gap_ms"]}
    return {"fields": [name, address], "path": ["identity", "region"], "milliseconds": 90_000, "times_away": 0}


def agree(applicant: Applicant, application_id: str) -> Response:
    return applicant.post(f"/applications/{application_id}/observation-consents", {"wording_version": 1})


def send(applicant: Applicant, application_id: str, rhythm: dict[str, int]) -> Response:
    path = f"/api/v1/applications/{application_id}/observation"
    response: Response = applicant.browser.put(path, json=measured(rhythm))
    return response


def apply(applicant: Applicant, number: int, rhythm: dict[str, int]) -> str:
    """Agree to be measured, fill in the form, hand it in."""
    application_id = applicant.start()
    assert agree(applicant, application_id).status_code == 201
    assert applicant.save(application_id, 1, **identity(number)).status_code == 200
    assert send(applicant, application_id, rhythm).status_code == 200
    assert applicant.submit(application_id).status_code == 200
    return application_id


def test_nothing_is_measured_without_consent_and_the_application_works(
    wang: Applicant, runtime: Runtime, sandbox: Sandbox
) -> None:
    application_id = wang.start()
    refused = send(wang, application_id, typist(1))
    assert (refused.status_code, refused.json()["code"]) == (409, "consent-missing")
    assert "lw_device" not in wang.browser.cookies
    assert wang.save(application_id, 1, **ANSWERS).status_code == 200
    assert wang.submit(application_id).status_code == 200
    drain(runtime)
    assert wang.get(f"/applications/{application_id}")["status"] != "processing"
    with runtime.engine.connect() as connection:
        assert connection.execute(select(observation)).all() == []


def test_a_consent_taken_back_deletes_what_was_measured(wang: Applicant, runtime: Runtime, sandbox: Sandbox) -> None:
    application_id = wang.start()
    agree(wang, application_id)
    send(wang, application_id, typist(1))
    (consent,) = [each for each in wang.get("/consents")["items"] if each["purpose"] == "fraud_prevention"]
    assert wang.post(f"/consents/{consent['id']}/revocations").status_code == 201
    assert send(wang, application_id, typist(1)).status_code == 409
    wang.save(application_id, 1, **ANSWERS)
    wang.submit(application_id)
    drain(runtime)
    with runtime.engine.connect() as connection:
        assert connection.execute(select(observation)).all() == []


def test_nobody_measures_for_somebody_else(wang: Applicant, sign_in: SignIn) -> None:
    application_id = wang.start()
    agree(wang, application_id)
    assert send(sign_in("13800009999"), application_id, typist(1)).status_code == 404


def test_a_ring_that_types_alike_is_caught_in_a_dormitory_that_is_none(
    sign_in: SignIn, hire: Hire, runtime: Runtime, sandbox: Sandbox
) -> None:
    dormitory = [(sign_in(f"1390000{number:04d}"), number) for number in range(1, 6)]
    for applicant, number in dormitory:
        apply(applicant, number, typist(number))
    drain(runtime)
    investigator = hire("孙强", Role.INVESTIGATOR)
    assert investigator.get("/rings", queue="groups")["items"] == []

    members = [sign_in(f"1390001{number:04d}") for number in range(3)]  # one pair of hands, a wiped browser each time
    caught = [apply(each, 100 + n, typist(777, session=n)) for n, each in enumerate(members)]
    drain(runtime)
    (ring,) = investigator.get("/rings")["items"]
    assert ring["people"] == 3
    assert {"types_alike", "shared_address", "burst"} <= {pattern["kind"] for pattern in ring["patterns"]}
    assert all("possible-ring" in investigator.get(f"/applications/{each}")["application"]["flags"] for each in caught)


def test_what_is_usual_grows_and_explains(
    sign_in: SignIn, hire: Hire, runtime: Runtime, sandbox: Sandbox, wang: Applicant
) -> None:
    with runtime.engine.begin() as connection:
        bins = [{"figure": "typing_gap_ms", "bin": 88 + n % 9, "forms": 20} for n in range(9)]
        connection.execute(population_bin.insert(), bins)
    application_id = apply(wang, 1, typist(1) | {"typing_gap_ms": 9})
    drain(runtime)
    with runtime.begin(SYSTEM) as uow:
        uow.enqueue("fraud.learn_what_is_usual", Nothing())
    drain(runtime)
    investigator = hire("孙强", Role.INVESTIGATOR)
    examined = investigator.get(f"/applications/{application_id}/examination")
    assert examined["anomaly_score"] >= 60
    assert examined["findings"] == ["behaviour-unusual"]
    (gap,) = [each for each in examined["deviations"] if each["points"]]
    assert (gap["figure"], gap["value"]) == ("typing_gap_ms", 9)
    usual = {each["figure"]: each["forms"] for each in investigator.get("/behaviour-population")["items"]}
    assert usual["typing_gap_ms"] == 181


def test_networks_are_listed_and_recognised(hire: Hire, runtime: Runtime, lender: None) -> None:
    investigator = hire("孙强", Role.INVESTIGATOR)
    taken = investigator.post("/networks", {"source": "ours", "list": "203.0.113.0/24,hosting,US\n"})
    assert (taken.status_code, taken.json()["ranges"]) == (201, 1)
    refused = investigator.post("/networks", {"source": "ours", "list": "nonsense\n"})
    assert (refused.status_code, refused.json()["code"]) == (422, "network-list-not-readable")
    assert investigator.get("/networks")["items"] == [{"source": "ours", "kind": "hosting", "ranges": 1}]
