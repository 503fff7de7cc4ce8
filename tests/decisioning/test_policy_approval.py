"""A policy is written, tried out, approved by a second person and put in force, over HTTP, while the system runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from loanwright.access.api import Role
from loanwright.decisioning import repository
from loanwright.decisioning.model import Case, DecidedBy, Decision, Outcome
from loanwright.decisioning.policy_repository import policy_in_force
from loanwright.decisioning.rules import judge
from loanwright.decisioning.verification import POLICIES_UNCHANGED
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from tests.clock import Clock
from tests.decisioning.cases import CASE, MODEL, with_answers, yuan
from tests.servicing.browser import Browser

Staff = Callable[[Role], Browser]
PATH = "/staff/policies/consumer-credit"


@pytest.fixture
def officer(staff: Staff) -> Browser:
    """Who drafts policies."""
    return staff(Role.OFFICER)


@pytest.fixture
def administrator(staff: Staff) -> Browser:
    """Who approves them, and may draft too."""
    return staff(Role.ADMINISTRATOR)


def begin(author: Browser) -> dict[str, Any]:
    """A new draft from the shipped version."""
    draft: dict[str, Any] = author.post(f"{PATH}/versions", {"based_on": 1}).json()
    return draft


def save(author: Browser, draft: dict[str, Any], rules: list[dict[str, Any]], **changes: Any) -> Any:
    """Save other rules into a draft."""
    version = draft["version"]
    body = {"revision": version["revision"], "scorecard": draft["scorecard"], "note": "收紧评分线", "rules": rules}
    return author.put(f"{PATH}/versions/{version['version']}", body | changes)


def stricter(draft: dict[str, Any]) -> list[dict[str, Any]]:
    """Its rules, with 640 points needed for an approval by the system."""
    conditions = {131: "[460..640)", 201: ">= 640"}
    return [
        one | {"when": {"points": conditions[one["rule"]]}} if one["rule"] in conditions else one
        for one in draft["rules"]
    ]


def handed_in(author: Browser) -> int:
    """The number of a stricter version that waits for approval."""
    draft = begin(author)
    assert save(author, draft, stricter(draft)).status_code == 200
    number: int = draft["version"]["version"]
    assert author.post(f"{PATH}/versions/{number}/submission").status_code == 200
    return number


def outcome_now(runtime: Runtime) -> tuple[str, Outcome]:
    """What the policy in force makes of a middling case."""
    with runtime.read(SYSTEM) as uow:
        verdict = judge(MIDDLING, policy_in_force(uow, "consumer-credit"), MODEL)
    return verdict.versions.policy, verdict.outcome


MIDDLING = replace(CASE, answers=with_answers(savings=None).answers, wish=replace(CASE.wish, amount=yuan("40000.00")))


def test_a_second_person_puts_a_stricter_policy_in_force_without_a_restart(
    runtime: Runtime, officer: Browser, administrator: Browser
) -> None:
    assert outcome_now(runtime) == ("consumer-credit/1", Outcome.APPROVE)
    number = handed_in(officer)
    assert outcome_now(runtime)[0] == "consumer-credit/1"
    approved = administrator.post(f"{PATH}/versions/{number}/approval", {"note": "同意"}).json()
    assert approved["version"]["status"] == "approved" and approved["version"]["in_force"]
    assert [(one["rule"], one["fields"]) for one in approved["changes"]] == [
        (131, ["when.points"]),
        (201, ["when.points"]),
    ]
    assert outcome_now(runtime) == ("consumer-credit/2", Outcome.REFER)


def test_terms_are_drafted_and_compared_like_rules(officer: Browser, administrator: Browser) -> None:
    draft = begin(officer)
    row = {
        "row": 1,
        "grade": "A",
        "when": {"points": ">= 520"},
        "amount_at_most": 50000,
        "debt_to_income_at_most": 50,
        "rate_points": -50,
    }
    saved = save(officer, draft, draft["rules"], terms=[row]).json()
    assert (saved["terms"], saved["terms_before"]) == ([row], [])
    odd = save(officer, saved, draft["rules"], terms=[row | {"when": {"mood": "> 0"}}])
    assert odd.json()["code"] == "policy-not-sound"
    number = saved["version"]["version"]
    assert officer.post(f"{PATH}/versions/{number}/submission").status_code == 200
    administrator.post(f"{PATH}/versions/{number}/approval", {})
    assert administrator.get(f"{PATH}/versions/{number}")["terms"] == [row]


def test_the_way_back_is_one_command(runtime: Runtime, officer: Browser, administrator: Browser) -> None:
    administrator.post(f"{PATH}/versions/{handed_in(officer)}/approval", {})
    body = {"version": 1, "reason": "新策略拒绝过多，先退回"}
    assert administrator.post(f"{PATH}/activations", body).status_code == 201
    assert outcome_now(runtime) == ("consumer-credit/1", Outcome.APPROVE)
    history = administrator.get(PATH)
    assert [one["version"] for one in history["activations"]] == [1, 2]
    refused = administrator.post(f"{PATH}/activations", body)
    assert refused.json()["code"] == "policy-in-force-already"


def test_a_policy_takes_effect_at_its_time(
    runtime: Runtime, clock: Clock, officer: Browser, administrator: Browser
) -> None:
    later = runtime.clock() + timedelta(hours=6)
    body = {"effective_at": later.isoformat()}
    administrator.post(f"{PATH}/versions/{handed_in(officer)}/approval", body)
    assert outcome_now(runtime)[0] == "consumer-credit/1"
    clock.advance(timedelta(hours=6))
    assert outcome_now(runtime)[0] == "consumer-credit/2"


def test_nobody_approves_their_own_draft(administrator: Browser) -> None:
    refused = administrator.post(f"{PATH}/versions/{handed_in(administrator)}/approval", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "second-person-needed")


def test_who_may_not_draft_or_approve(staff: Staff, officer: Browser) -> None:
    clerk, auditor = staff(Role.CLERK), staff(Role.AUDITOR)
    number = handed_in(officer)
    assert clerk.post(f"{PATH}/versions", {"based_on": 1}).json()["code"] == "permission-missing"
    assert officer.post(f"{PATH}/versions/{number}/approval", {}).json()["code"] == "permission-missing"
    assert auditor.get(f"{PATH}/versions/{number}")["version"]["status"] == "submitted"
    assert staff(Role.ACCOUNTANT).refusal(PATH) == "permission-missing"


def test_a_draft_is_its_author_s(officer: Browser, administrator: Browser) -> None:
    draft = begin(officer)
    assert save(administrator, draft, stricter(draft)).json()["code"] == "policy-of-somebody-else"


def test_two_windows_do_not_overwrite_each_other(officer: Browser) -> None:
    draft = begin(officer)
    assert save(officer, draft, stricter(draft)).json()["version"]["revision"] == 2
    assert save(officer, draft, draft["rules"]).json()["code"] == "policy-changed-meanwhile"


def test_what_is_handed_in_stands_still_until_it_is_returned(officer: Browser, administrator: Browser) -> None:
    number = handed_in(officer)
    draft = officer.get(f"{PATH}/versions/{number}")
    assert save(officer, draft, draft["rules"]).json()["code"] == "policy-not-draft"
    returned = f"{PATH}/versions/{number}/return"
    assert administrator.post(returned, {"note": ""}).json()["code"] == "policy-reason-missing"
    back = administrator.post(returned, {"note": "请说明依据的数据"}).json()["version"]
    assert (back["status"], back["review_note"]) == ("draft", "请说明依据的数据")
    assert administrator.post(returned, {"note": "再看看吧"}).json()["code"] == "policy-not-submitted"


def test_a_draft_given_up_is_not_put_in_force(officer: Browser, administrator: Browser) -> None:
    number = begin(officer)["version"]["version"]
    officer.post(f"{PATH}/versions/{number}/withdrawal")
    refused = administrator.post(f"{PATH}/activations", {"version": number, "reason": "试一下这个版本"})
    assert refused.json()["code"] == "policy-not-approved"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"note": ""}, "policy-reason-missing"),
        ({"rules": "as shipped"}, "policy-unchanged"),
    ],
)
def test_what_is_not_ready_is_not_handed_in(officer: Browser, changes: dict[str, Any], code: str) -> None:
    draft = begin(officer)
    rules = draft["rules"] if "rules" in changes else stricter(draft)
    save(officer, draft, rules, **{name: value for name, value in changes.items() if name != "rules"})
    refused = officer.post(f"{PATH}/versions/{draft['version']['version']}/submission")
    assert refused.json()["code"] == code


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("points > 5", "condition-not-readable"),
        ("drop table", "condition-not-readable"),
        ("9" * 40, "condition-not-readable"),
    ],
)
def test_a_condition_nobody_can_read_is_refused(officer: Browser, condition: str, code: str) -> None:
    draft = begin(officer)
    rules = [one | {"when": {"points": condition}} if one["rule"] == 130 else one for one in draft["rules"]]
    refused = save(officer, draft, rules)
    assert (refused.status_code, refused.json()["code"]) == (422, "condition-not-readable")
    assert set(refused.json()["titles"]) == {"zh-CN", "en"}


def test_no_moment_without_a_zone_and_none_in_the_past(officer: Browser, administrator: Browser) -> None:
    approval = f"{PATH}/versions/{handed_in(officer)}/approval"
    assert administrator.post(approval, {"effective_at": "2030-01-01T00:00:00"}).json()["code"] == "request-not-valid"
    past = administrator.post(approval, {"effective_at": "2020-01-01T00:00:00Z"})
    assert past.json()["code"] == "policy-effective-in-past"


def test_a_saved_case_stops_a_draft_that_gets_it_wrong(officer: Browser) -> None:
    case = {
        "title": "评分刚好够",
        "expected": "approve",
        "inputs": {"points": 520, "region_served": 1, "purpose_served": 1},
    }
    kept = officer.post(f"{PATH}/cases", case).json()
    draft = begin(officer)
    saved = save(officer, draft, stricter(draft)).json()
    assert [(one["outcome"], one["passes"], one["rules"]) for one in saved["cases"]] == [("refer", False, [131])]
    submission = f"{PATH}/versions/{draft['version']['version']}/submission"
    refused = officer.post(submission).json()
    assert (refused["code"], refused["params"]) == ("policy-cases-fail", {"count": "1", "first": "评分刚好够"})
    assert officer.delete(f"{PATH}/cases/{kept['id']}").status_code == 204
    assert officer.post(submission).status_code == 200
    assert officer.delete(f"{PATH}/cases/{kept['id']}").json()["code"] == "policy-case-unknown"


def test_a_case_of_a_past_application_keeps_figures_only(runtime: Runtime, officer: Browser) -> None:
    application = decided(runtime, CASE)
    body = {"title": "典型客户", "expected": "approve", "application_id": str(application)}
    kept = officer.post(f"{PATH}/cases", body).json()
    assert all(isinstance(value, int) for value in kept["inputs"].values())
    assert "points" in kept["inputs"]
    result = officer.get(f"{PATH}/versions/1")["cases"][0]
    assert (result["outcome"], result["passes"]) == ("approve", True)
    unknown = officer.post(f"{PATH}/cases", body | {"application_id": str(uuid4())})
    assert unknown.json()["code"] == "decision-not-found"


def test_a_draft_is_tried_on_past_applications_first(runtime: Runtime, officer: Browser) -> None:
    ids = [decided(runtime, case) for case in (MIDDLING, CASE, MIDDLING)]
    draft = begin(officer)
    save(officer, draft, stricter(draft))
    found = officer.get(f"{PATH}/versions/{draft['version']['version']}/backtest")
    assert found["cases"] == 3
    assert found["before"]["approve"] == 3
    assert found["after"]["approve"] + found["after"]["refer"] == 3
    assert {one["application_id"] for one in found["moved"]} == {str(ids[0]), str(ids[2])}
    assert officer.get(f"{PATH}/versions/1/backtest")["moved_count"] == 0


def test_verify_sees_a_policy_exchanged_behind_our_back(
    runtime: Runtime, officer: Browser, administrator: Browser
) -> None:
    number = handed_in(officer)
    administrator.post(f"{PATH}/versions/{number}/approval", {})
    assert findings(runtime) == []
    with runtime.engine.begin() as connection:
        change = "UPDATE policy_version SET document = replace(document, '>= 640', '>= 300')"
        connection.execute(text(change))
    assert findings(runtime) == [f"policy consumer-credit/{number}"]


def test_a_policy_that_is_not_there(officer: Browser) -> None:
    assert officer.refusal("/staff/policies/house-rules") == "policy-unknown"
    assert officer.refusal(f"{PATH}/versions/77") == "policy-unknown"
    assert officer.refusal("/staff/policies/House") == "request-not-valid"


def decided(runtime: Runtime, case: Case) -> UUID:
    """An application decided by the system on a case."""
    with runtime.begin(SYSTEM) as uow:
        verdict = judge(case, policy_in_force(uow, "consumer-credit"), MODEL)
        application = uow.new_id()
        made = Decision(
            uow.new_id(),
            application,
            uow.new_id(),
            1,
            verdict.outcome,
            verdict.reasons,
            uow.now,
            DecidedBy.SYSTEM,
            verdict,
        )
        repository.add_decision(uow, made, case)
        uow.audit("test.decide", "application", application)
    return application


def findings(runtime: Runtime) -> list[str]:
    """What the proof finds."""
    with runtime.read(SYSTEM) as uow:
        return [finding.subject for finding in POLICIES_UNCHANGED.check(uow)]
