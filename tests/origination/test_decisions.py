"""From submission to an answer, with the real credit bureau of the sandbox: approved, declined, referred, and stuck."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from loanwright.access.api import Role
from loanwright.decisioning import policy_repository
from loanwright.decisioning.api import CreditBureauUnavailable, latest_decision
from loanwright.decisioning.policy import Policy, Terms, shipped_policy
from loanwright.decisioning.policy_versions import PolicyStatus, PolicyVersion
from loanwright.infra.runtime import Runtime
from loanwright.infra.tasks import Nothing
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.signature import Signature
from loanwright.origination.api import STAGES, Standing, get_application, offer_of
from loanwright.origination.stages import StageActor
from loanwright.origination.tables import offer
from loanwright.origination.usecases.move_application import RUN_STAGE, StageDue
from tests.clock import Clock
from tests.origination.applicant import ANSWERS, Applicant
from tests.origination.clerk import Clerk
from tests.origination.conftest import Hire
from tests.outside import Sandbox
from tests.queue import drain, drain_despite_failures

GOOD = {
    "settlement_account": {"average_balance": "60000.00", "salary_paid": True},
    "accounts": {"open": [], "closed": []},
    "guarantees": [],
    "public_records": [],
    "inquiries": [],
}
LATE = {
    **GOOD,
    "accounts": {
        "open": [
            {
                "number": "G001",
                "kind": "non_revolving_loan",
                "opened_on": "2024-01-05",
                "amount": "50000.00",
                "balance": "40000.00",
                "monthly_payment": "2000.00",
                "status": "overdue",
                "overdue_periods": 4,
                "overdue_amount": "8000.00",
                "last_24_months": "N" * 20 + "1234",
            }
        ],
        "closed": [],
    },
}


def plant(sandbox: Sandbox, report: dict[str, Any], **more: Any) -> None:
    body = {"id_number": ANSWERS["id_number"], "report": report, **more}
    sandbox.http.post("/control/persons", json=body).raise_for_status()


def status(applicant: Applicant, application_id: str) -> str:
    return str(applicant.get(f"/applications/{application_id}")["status"])


def refuse_of(sandbox: Sandbox, times: int) -> None:
    sandbox.plant_fault(provider="bureau", kind="error500", times=times)


@pytest.fixture
def referred(wang: Applicant, sandbox: Sandbox, runtime: Runtime) -> str:
    """An application the rules leave to a person: the bureau does not know its applicant."""
    plant(sandbox, {}, no_record=True)
    application_id = wang.apply()
    drain(runtime)
    return application_id


def test_a_good_applicant_gets_an_offer_and_may_take_it(wang: Applicant, sandbox: Sandbox, runtime: Runtime) -> None:
    plant(sandbox, GOOD)
    application_id = wang.apply()
    drain(runtime)
    view = wang.get(f"/applications/{application_id}")
    assert view["status"] == "offered"
    assert view["offer"]["amount"]["amount"] == "12000.00"
    assert len(view["offer"]["schedule"]) == 12
    words = [step["words"]["en"] for step in wang.get(f"/applications/{application_id}/timeline")["items"]]
    assert "Your application was approved" in words
    accepted = wang.post(f"/applications/{application_id}/offer/accept")
    assert accepted.json()["status"] == "signing"
    assert wang.post(f"/applications/{application_id}/offer/accept").json()["status"] == "signing"  # pressed twice


@pytest.mark.parametrize(
    ("rate_points", "rate"),
    [(-60, "13.20"), (100, "14.80"), (5000, "13.80")],  # at 63.80 % the product's cap would refuse: its own rate stays
)
def test_terms_of_the_policy_become_a_counter_offer_at_the_grades_price(
    wang: Applicant, sandbox: Sandbox, runtime: Runtime, rate_points: int, rate: str
) -> None:
    decide_by(
        runtime,
        Terms(
            row=1,
            grade="B",
            when={"points": ">= 0"},
            amount_at_most=10_000,
            debt_to_income_at_most=90,
            rate_points=rate_points,
        ),
    )
    plant(sandbox, GOOD)
    application_id = wang.apply()
    drain(runtime)
    offer = wang.get(f"/applications/{application_id}")["offer"]
    assert offer["amount"]["amount"] == "10000.00"
    with runtime.read(SYSTEM) as uow:
        found = offer_of(uow, UUID(application_id))
    assert found is not None
    assert f"{found.offer.terms.rate.as_percent:.2f}" == rate
    assert found.quote.annual_rates.compound.as_percent < 36
    assert wang.post(f"/applications/{application_id}/offer/accept").json()["status"] == "signing"


def decide_by(runtime: Runtime, *terms: Terms) -> None:
    """From now on the shipped rules decide, with these terms."""
    document = shipped_policy("consumer-credit").model_dump() | {"version": 2, "terms": terms}
    policy, nobody = Policy.model_validate(document), Signature(None, "", runtime.clock())
    with runtime.begin(SYSTEM) as uow:
        policy_repository.add_version(uow, PolicyVersion(policy, PolicyStatus.APPROVED, 1, "", nobody))
        policy_repository.add_activation(uow, policy, uow.now, "按等级定价")
        uow.audit("test.activate-policy", "policy", uow.new_id())


def test_a_declined_applicant_learns_why_and_may_ask_for_a_person(
    wang: Applicant, li_na: Clerk, sandbox: Sandbox, runtime: Runtime
) -> None:
    plant(sandbox, LATE)
    application_id = wang.apply()
    drain(runtime)
    view = wang.get(f"/applications/{application_id}")
    assert view["status"] == "declined"
    assert "overdue-now" in {reason["code"] for reason in view["decline_reasons"]}
    assert all(reason["words"]["zh"] and reason["words"]["en"] for reason in view["decline_reasons"])
    assert view["may_request_review"]
    asked = {"reason": "欠款昨天已经还清"}
    assert wang.post(f"/applications/{application_id}/review-request", asked).json()["status"] == "in_review"
    assert li_na.get(f"/applications/{application_id}")["review_words"] == "欠款昨天已经还清"
    li_na.claim(application_id)
    assert li_na.decide(application_id, "decline", "征信仍显示逾期").json()["status"] == "declined"
    again = wang.post(f"/applications/{application_id}/review-request", {"reason": "再看一次吧"})
    assert again.json()["code"] == "review-already-requested"


def test_a_person_decides_what_is_referred(wang: Applicant, li_na: Clerk, referred: str, runtime: Runtime) -> None:
    assert status(wang, referred) == "in_review"
    assert [item["id"] for item in li_na.get("/applications", queue="review")["items"]] == [referred]
    assert li_na.decide(referred, "approve").json()["code"] == "application-not-claimed"
    assert li_na.claim(referred).json()["claimed_by_name"] == "李娜"
    assert [item["id"] for item in li_na.get("/applications", queue="mine")["items"]] == [referred]
    assert li_na.decide(referred, "approve", "好").json()["code"] == "reason-missing"
    more = {"amount": "12000.10", "currency": "CNY"}
    assert li_na.decide(referred, "approve", amount=more).json()["code"] == "counter-offer-too-high"
    less = {"amount": "9000.00", "currency": "CNY"}
    assert li_na.decide(referred, "approve", amount=less, periods=6).status_code == 201
    offer = wang.get(f"/applications/{referred}")["offer"]
    assert (offer["amount"]["amount"], offer["periods"]) == ("9000.00", 6)
    assert li_na.decide(referred, "decline").json()["code"] == "application-not-in-review"
    drain(runtime)


def test_the_file_shows_everything_and_masks_the_person(li_na: Clerk, referred: str) -> None:
    file = li_na.get(f"/applications/{referred}")
    applicant = file["application"]["applicant"]
    assert (applicant["name"], applicant["phone"]) == ("王**", "138****5678")
    assert file["answers"]["payout_account"] == "**** 0123"
    decision = file["decisions"]["decisions"][0]
    assert decision["outcome"] == "refer"
    assert decision["score"]["attributes"]
    assert {rule["reason"]["code"] for rule in decision["rules"]} >= {"no-credit-record"}
    assert [move["stage"] for move in file["history"]][:3] == ["intake", "identity", "consent"]
    assert {consent["purpose"] for consent in file["consents"]} >= {"credit_report_query"}


def test_the_whole_name_number_or_phone_finds_an_application(li_na: Clerk, referred: str) -> None:
    for whole in ("王小明", ANSWERS["id_number"], "13800005678", referred):
        assert [item["id"] for item in li_na.get("/applications", q=whole)["items"]] == [referred]
    for part in ("王小", "李四", "1380000", "' OR 1=1 --"):
        assert li_na.get("/applications", q=part)["items"] == []


def test_one_reviewer_at_a_time_and_never_for_oneself(hire: Hire, li_na: Clerk, referred: str) -> None:
    namesake, colleague = hire("王小明", Role.CLERK), hire("赵明", Role.CLERK)
    assert namesake.claim(referred).json()["code"] == "own-application"
    assert li_na.claim(referred).status_code == 200
    assert colleague.claim(referred).json()["code"] == "application-claimed-by-colleague"
    assert colleague.decide(referred, "approve").json()["code"] == "application-claimed-by-colleague"


def test_reading_is_not_deciding(hire: Hire, wang: Applicant, referred: str) -> None:
    auditor, accountant = hire("周丽", Role.AUDITOR), hire("陈静", Role.ACCOUNTANT)
    assert auditor.get("/applications")["items"]
    assert auditor.claim(referred).json()["code"] == "permission-missing"
    assert accountant.get("/applications")["code"] == "permission-missing"
    assert wang.browser.get("/api/v1/staff/applications").json()["code"] == "sign-in-required"


def test_a_reveal_needs_permission_and_a_reason(hire: Hire, li_na: Clerk, referred: str) -> None:
    party_id = li_na.get(f"/applications/{referred}")["application"]["applicant"]["party_id"]
    assert li_na.post(f"/parties/{party_id}/reveals", {"reason": "核对身份"}).json()["code"] == "permission-missing"
    officer = hire("李建国", Role.OFFICER)
    assert officer.post(f"/parties/{party_id}/reveals", {"reason": "x"}).json()["code"] == "reveal-reason-missing"
    shown = officer.post(f"/parties/{party_id}/reveals", {"reason": "核对身份"}).json()
    assert (shown["name"], shown["id_number"]) == ("王小明", ANSWERS["id_number"])


def test_a_silent_bureau_leads_to_a_person_not_to_nowhere(
    wang: Applicant, li_na: Clerk, sandbox: Sandbox, runtime: Runtime
) -> None:
    refuse_of(sandbox, 20)
    application_id = wang.apply()
    failures = drain_despite_failures(runtime)
    assert {failure.task for failure in failures} == {"origination.run_stage"}
    view = li_na.get(f"/applications/{application_id}")["application"]
    assert (view["stage"], view["flags"], view["trouble"]) == ("review", ["bureau-unreachable"], None)
    assert status(wang, application_id) == "in_review"


def test_a_stuck_application_shows_why(wang: Applicant, li_na: Clerk, sandbox: Sandbox, runtime: Runtime) -> None:
    refuse_of(sandbox, 1)
    application_id = wang.apply()
    with pytest.raises(CreditBureauUnavailable):
        drain(runtime)
    stuck = li_na.get("/applications", queue="stuck")["items"]
    assert [(item["id"], item["stage"], item["trouble"]) for item in stuck] == [
        (application_id, "data", "CreditBureauUnavailable")
    ]


def test_running_a_stage_again_changes_nothing(wang: Applicant, referred: str, runtime: Runtime) -> None:
    before = wang.get(f"/applications/{referred}/timeline")
    with runtime.begin(SYSTEM) as uow:
        for stage in [stage for stage, rule in STAGES.items() if rule.actor is StageActor.SYSTEM]:
            uow.enqueue(RUN_STAGE, StageDue(application_id=UUID(referred), stage=stage))
    drain(runtime)
    assert wang.get(f"/applications/{referred}/timeline") == before


def test_an_offer_expires(wang: Applicant, sandbox: Sandbox, runtime: Runtime, clock: Clock) -> None:
    plant(sandbox, GOOD)
    application_id = wang.apply()
    drain(runtime)
    clock.advance(timedelta(days=7))
    sign_in_again = wang.post(f"/applications/{application_id}/offer/accept")
    assert sign_in_again.json()["code"] == "sign-in-required"  # a session does not last a week
    watch(runtime)
    with runtime.read(SYSTEM) as uow:
        assert get_application(uow, UUID(application_id)).standing is Standing.EXPIRED


def test_a_forgotten_draft_expires_and_a_late_review_is_shown(
    wang: Applicant, referred: str, runtime: Runtime, clock: Clock
) -> None:
    draft = wang.start()
    clock.advance(timedelta(days=30))
    watch(runtime)
    watch(runtime)
    with runtime.read(SYSTEM) as uow:
        assert get_application(uow, UUID(draft)).standing is Standing.EXPIRED
        waiting = get_application(uow, UUID(referred))
    assert (waiting.standing, waiting.trouble) == (Standing.OPEN, "time-limit")


@pytest.mark.parametrize("outcome", ["refer", "decline"])
def test_the_database_itself_refuses_an_offer_without_an_approving_decision(
    runtime: Runtime, referred: str, outcome: str
) -> None:
    with runtime.read(SYSTEM) as uow:
        decision = latest_decision(uow, UUID(referred))
        party_id = get_application(uow, UUID(referred)).party_id
    assert decision is not None
    row = {
        "application_id": UUID(referred),
        "id": uuid4(),
        "party_id": party_id,
        "decision_id": decision.id,
        "terms": {},
        "made_at": runtime.clock(),
        "expires_at": runtime.clock(),
    }
    for claimed_outcome in ("approve", outcome):  # a lie about the decision, and the truth
        with pytest.raises(IntegrityError), runtime.begin(SYSTEM) as uow:
            uow.connection.execute(insert(offer).values(**row, decision_outcome=claimed_outcome))


def test_history_cannot_be_rewritten(runtime: Runtime, referred: str) -> None:
    for statement in ("UPDATE application_stage SET reason = 'x'", "DELETE FROM application_stage"):
        with pytest.raises(ProgrammingError, match="permission denied"), runtime.begin(SYSTEM) as uow:
            uow.connection.execute(text(statement))
    assert referred


def watch(runtime: Runtime) -> None:
    """The periodic task, as the worker's timer enqueues it."""
    with runtime.begin(SYSTEM) as uow:
        uow.enqueue("origination.watch_time_limits", Nothing())
    drain(runtime)
