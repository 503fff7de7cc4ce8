"""Filling in and handing in an application over HTTP, and everything that is refused on the way."""

from __future__ import annotations

from typing import Any

import pytest

from loanwright.infra.runtime import Runtime
from loanwright.origination.tables import application_draft
from tests.origination.applicant import ANSWERS, WISH, Applicant
from tests.origination.conftest import SignIn


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"amount": yuan("1999.99")}, "amount-not-offered"),
        ({"amount": yuan("200010.00")}, "amount-not-offered"),
        ({"amount": yuan("12.345")}, "request-not-valid"),
        ({"amount": {"amount": 12000, "currency": "CNY"}}, "request-not-valid"),
        ({"periods": 61}, "term-not-offered"),
        ({"purpose": "farming"}, "purpose-not-offered"),
        ({"method": "bullet"}, "method-not-offered"),
        ({"product_code": "che-dai"}, "product-not-found"),
    ],
)
def test_a_wish_the_product_does_not_grant(wang: Applicant, wish: dict[str, Any], code: str) -> None:
    response = wang.post("/applications", WISH | wish)
    assert response.json()["code"] == code
    assert response.json()["titles"]["zh-CN"] != response.json()["titles"]["en"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"id_number": "110105199003072471"}, "id-number-check-digit-wrong"),
        ({"id_number": "990105199003072471"}, "id-number-region-unknown"),
        ({"id_number": "11010519900230247X"}, "id-number-birth-date-impossible"),
        ({"id_number": "12345"}, "id-number-malformed"),
        ({"id_number": "110105200803102473"}, "applicant-under-age"),
        ({"name": "<b>王</b>"}, "name-not-readable"),
        ({"employment": {"kind": "employed", "employer": "", "since": "01/03/2019"}}, "date-not-readable"),
        ({"employment": {"kind": "employed", "employer": "", "since": "20190301"}}, "date-not-readable"),
        ({"employment": {"kind": "employed", "employer": "", "since": "2019-02-30"}}, "date-not-readable"),
        ({"employment": {"kind": "employed", "employer": "", "since": "2036-02-01"}}, "date-not-past"),
        ({"employment": {"kind": "employed", "employer": "厂" * 81, "since": "2019-03-01"}}, "words-too-long"),
        ({"monthly_income": yuan("-1.00")}, "amount-negative"),
        ({"monthly_income": yuan("900000000.00")}, "amount-implausible"),
        ({"payout_account": {"bank": "工商银行", "number": "12", "holder": "王小明"}}, "account-number-not-readable"),
        ({"property": "castle"}, "request-not-valid"),
        ({"income": "9000"}, "request-not-valid"),
    ],
)
def test_an_answer_that_is_not_right_is_not_saved(wang: Applicant, answer: dict[str, Any], code: str) -> None:
    application_id = wang.start()
    response = wang.save(application_id, 1, **answer)
    assert response.json()["code"] == code
    assert wang.get(f"/applications/{application_id}")["draft"]["version"] == 1


def test_a_draft_grows_answer_by_answer_and_survives_on_another_device(wang: Applicant, sign_in: SignIn) -> None:
    application_id = wang.start()
    assert wang.save(application_id, 1, name="王小明").headers["etag"] == '"2"'
    assert wang.save(application_id, 2, id_number=" 110105 19900307 2477 ", property="real_estate").status_code == 200
    elsewhere = sign_in("13800005678")
    draft = elsewhere.get(f"/applications/{application_id}")["draft"]
    assert (draft["answers"]["name"], draft["answers"]["id_number"]) == ("王小明", "110105199003072477")
    assert "employment" in draft["missing"]
    assert "savings" not in draft["missing"]
    assert elsewhere.save(application_id, 3, name=None).json()["answers"]["name"] is None


def test_two_windows_do_not_overwrite_each_other(wang: Applicant) -> None:
    application_id = wang.start()
    assert wang.save(application_id, 1, name="王小明").status_code == 200
    late = wang.save(application_id, 1, name="王大明")
    assert (late.status_code, late.json()["code"]) == (412, "draft-changed-elsewhere")
    assert wang.save(application_id, None, name="王大明").status_code == 428


def test_answers_are_unreadable_in_the_database(wang: Applicant, runtime: Runtime) -> None:
    application_id = wang.start()
    wang.save(application_id, 1, **ANSWERS)
    with runtime.engine.connect() as connection:
        sealed = connection.execute(application_draft.select()).one().answers_sealed
    assert "王小明".encode() not in sealed
    assert b"1101051990" not in sealed


def test_a_double_click_submits_once(wang: Applicant) -> None:
    application_id = wang.start()
    wang.save(application_id, 1, **ANSWERS)
    first, second = wang.submit(application_id, "click"), wang.submit(application_id, "click")
    third = wang.submit(application_id)  # a second press after the page was reloaded: a new key
    assert first.json() == second.json()
    assert (first.status_code, third.status_code) == (200, 200)
    assert first.json()["status"] == third.json()["status"] == "processing"
    done = [step for step in wang.get(f"/applications/{application_id}/timeline")["items"] if step["state"] == "done"]
    assert [step["stage"] for step in done] == ["intake"]


def test_a_submitted_application_cannot_be_changed(wang: Applicant) -> None:
    application_id = wang.apply()
    assert wang.save(application_id, 2, name="王大明").json()["code"] == "draft-already-submitted"


def test_open_questions_and_missing_consents_stop_the_submission(wang: Applicant) -> None:
    application_id = wang.start()
    assert wang.submit(application_id).json()["params"]["fields"].startswith("name, id_number, region")
    wang.save(application_id, 1, **ANSWERS)
    assert wang.post(f"/applications/{application_id}/submit", {"consents": []}).json()["code"] == "consent-missing"
    outdated = {"consents": [{"purpose": "credit_report_query", "wording_version": 99}]}
    assert wang.post(f"/applications/{application_id}/submit", outdated).json()["code"] == "consent-missing"
    assert wang.get(f"/applications/{application_id}")["status"] == "draft"


def test_we_pay_only_the_borrower(wang: Applicant) -> None:
    application_id = wang.start()
    wang.save(application_id, 1, **ANSWERS)
    wang.save(application_id, 2, payout_account={"bank": "工商银行", "number": "6222021234567890123", "holder": "李四"})
    assert wang.submit(application_id).json()["code"] == "account-holder-differs"


def test_a_phone_stays_with_one_id_number(wang: Applicant) -> None:
    wang.apply()
    application_id = wang.start()
    wang.save(application_id, 1, **(ANSWERS | {"id_number": "110105199003072493"}))
    assert wang.submit(application_id).json()["code"] == "identity-already-known"


def test_somebody_elses_application_does_not_exist(wang: Applicant, sign_in: SignIn) -> None:
    application_id = wang.apply()
    stranger = sign_in("13900001234")
    for response in (
        stranger.browser.get(f"/api/v1/applications/{application_id}"),
        stranger.browser.get(f"/api/v1/applications/{application_id}/timeline"),
        stranger.save(application_id, 1, name="李四"),
        stranger.submit(application_id),
        stranger.post(f"/applications/{application_id}/withdraw"),
    ):
        assert (response.status_code, response.json()["code"]) == (404, "application-unknown")
    assert stranger.get("/applications")["items"] == []


def test_a_withdrawn_application_has_ended(wang: Applicant) -> None:
    application_id = wang.apply()
    assert wang.post(f"/applications/{application_id}/withdraw").json()["status"] == "withdrawn"
    assert wang.post(f"/applications/{application_id}/withdraw").json()["code"] == "application-already-closed"
