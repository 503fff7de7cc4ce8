"""The bureau: the same person every time, and nothing without consent."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from sandbox.app import create_app
from sandbox.world import Settings

ID_NUMBER = "11010519880605371X"


def ask(outside: TestClient, **fields: str) -> Any:
    body = {"id_number": ID_NUMBER, "name": "王小明", "consent_id": "c1", "purpose": "loan", "inquiry_id": "i1"}
    return outside.post("/bureau/v1/reports", json=body | fields)


def known_numbers(outside: TestClient, count: int) -> list[str]:
    numbers = [f"11010519880605{index:03d}X" for index in range(count)]
    return [number for number in numbers if ask(outside, id_number=number, inquiry_id=number).status_code == 200]


def test_a_report_has_every_section_and_its_summary_follows_from_the_details(outside: TestClient) -> None:
    number = known_numbers(outside, 10)[0]
    report = ask(outside, id_number=number, inquiry_id="full").json()
    assert report["identity"]["birth_on"] == "1988-06-05"
    assert report["summary"]["accounts_open"] == len(report["accounts"]["open"])
    assert report["summary"]["inquiries_24_months"] == len(report["inquiries"])
    for account in report["accounts"]["open"]:
        assert set(account["last_24_months"]) <= set("/*N1234567C#B")


def test_a_person_is_the_same_in_every_run_and_another_under_another_seed(outside: TestClient) -> None:
    number = known_numbers(outside, 10)[0]
    reports = []
    for seed in (1, 1, 2):
        with TestClient(create_app(Settings(seed=seed))) as world:
            world.post("/control/today", json={"date": "2025-03-03"})
            reports.append(ask(world, id_number=number).json())
    assert reports[0] == reports[1]
    assert reports[0] != reports[2]


def test_people_differ_and_some_are_unknown(outside: TestClient) -> None:
    known = known_numbers(outside, 200)
    assert 180 <= len(known) <= 199
    worst = {
        ask(outside, id_number=number, inquiry_id=number).json()["summary"]["overdue"]["worst_periods_in_24"]
        for number in known
    }
    assert {0, 1, 2} <= worst


def test_no_consent_no_report(outside: TestClient) -> None:
    assert ask(outside, consent_id="").json()["detail"]["reason"] == "consent_missing"
    assert ask(outside, purpose="").json()["detail"]["fields"] == ["purpose"]
    assert not outside.get("/control/bureau/inquiries").json()


def test_the_same_inquiry_gets_the_same_report_and_is_counted_once(outside: TestClient) -> None:
    number = known_numbers(outside, 10)[0]
    first = ask(outside, id_number=number, inquiry_id="again").json()
    outside.post("/control/today", json={"date": "2025-06-03"})
    assert ask(outside, id_number=number, inquiry_id="again").json() == first
    inquiries = outside.get("/control/bureau/inquiries").json()
    assert sum(item["inquiry_id"] == "again" for item in inquiries) == 1


def test_a_planted_person_has_the_planted_sections(outside: TestClient) -> None:
    account = {"number": "A1", "kind": "credit_card", "opened_on": "2020-01-01", "amount": "8000.00",
               "overdue_periods": 3, "overdue_amount": "900.00", "last_24_months": "N" * 21 + "123"}  # fmt: skip
    planted = {
        "id_number": ID_NUMBER,
        "name": "王小明",
        "report": {
            "identity": {"education": "university"},
            "accounts": {"open": [account], "closed": []},
            "summary": {"public_records": 7},
        },
    }
    outside.post("/control/persons", json=planted).raise_for_status()
    report = ask(outside).json()
    assert report["identity"]["education"] == "university"
    assert report["summary"]["overdue"] == {
        "accounts_current": 1, "amount_current": "900.00", "accounts_ever": 1, "months_in_24": 3,
        "worst_periods_in_24": 3,
    }  # fmt: skip
    assert report["summary"]["public_records"] == 7
    assert ask(outside, name="别人", inquiry_id="other").json()["detail"] == {"status": "mismatch"}


def test_no_record_and_nonsense(outside: TestClient) -> None:
    outside.post("/control/persons", json={"id_number": ID_NUMBER, "no_record": True})
    assert ask(outside).status_code == 404
    assert ask(outside, id_number="123").json()["detail"]["reason"] == "not_an_id_number"
