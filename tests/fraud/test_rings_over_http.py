"""From the form to the investigator: people with one account and one contact apply, and somebody looks."""

from __future__ import annotations

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from tests.fraud.test_linking import DORMITORY
from tests.origination.applicant import ANSWERS, Applicant
from tests.origination.clerk import Clerk
from tests.origination.conftest import Hire, SignIn
from tests.outside import Sandbox
from tests.queue import drain

# Two phones and one ID number, then a third who names the same contact: linked by hard evidence.
PHONES = ("13800000001", "13800000002", "13800000003")
SHARED = {"address": DORMITORY[6:], "contact_phone": "137-0000-0000"}
THIRD = {"name": "赵敏", "id_number": "110105199003072493"}


def apply_all(sign_in: SignIn) -> list[tuple[Applicant, str]]:
    """The three of them, one after another."""
    browsers = [sign_in(phone) for phone in PHONES]
    third = THIRD | {"payout_account": ANSWERS["payout_account"] | {"holder": THIRD["name"]}}
    said = [SHARED, SHARED, SHARED | third]
    return [(each, each.apply(**answers)) for each, answers in zip(browsers, said, strict=True)]


def test_a_ring_reaches_the_review_queue_and_the_investigator(
    sign_in: SignIn, hire: Hire, runtime: Runtime, sandbox: Sandbox
) -> None:
    applied = apply_all(sign_in)
    drain(runtime)
    investigator = hire("孙强", Role.INVESTIGATOR)
    (ring,) = investigator.get("/rings")["items"]
    assert (ring["people"], ring["is_ring"], ring["awaits_verdict"]) == (3, True, True)
    for _, application_id in applied:
        file = investigator.get(f"/applications/{application_id}")
        assert file["application"]["stage"] == "review"
        assert "possible-ring" in file["application"]["flags"]
    _the_picture_says_why(investigator, ring["id"], {application_id for _, application_id in applied})
    _the_investigator_settles_it(investigator, hire("李娜", Role.CLERK), ring["id"])


def _the_picture_says_why(investigator: Clerk, ring_id: str, applications: set[str]) -> None:
    picture = investigator.get(f"/rings/{ring_id}")
    assert {link["application_id"] for link in picture["links"]} == applications
    assert {"account", "id_number", "contact", "address"} <= {thing["kind"] for thing in picture["things"]}
    assert "137****0000" in {thing["hint"] for thing in picture["things"]}
    assert {person["name"] for person in picture["members"]} == {"王**", "赵*"}
    assert "13700000000" not in str(picture)


def _the_investigator_settles_it(investigator: Clerk, clerk: Clerk, ring_id: str) -> None:
    verdict = {"verdict": "cleared", "reason": "一家三口，已电话核实"}
    assert clerk.post(f"/rings/{ring_id}/settlements", verdict).status_code == 403
    assert investigator.post(f"/rings/{ring_id}/settlements", verdict | {"reason": " "}).status_code == 422
    assert investigator.post(f"/rings/{ring_id}/settlements", verdict).status_code == 201
    assert investigator.get("/rings")["items"] == []
    settled = investigator.get("/rings", queue="settled")["items"]
    assert [each["latest"]["verdict"] for each in settled] == ["cleared"]
    assert investigator.get(f"/parties/{ring_id}/group")["people"] == 3


def test_no_such_ring(hire: Hire, runtime: Runtime, lender: None) -> None:
    investigator = hire("孙强", Role.INVESTIGATOR)
    missing = investigator.browser.get("/api/v1/staff/rings/00000000-0000-7000-8000-000000000000")
    assert (missing.status_code, missing.json()["code"]) == (404, "ring-unknown")
