"""What staff may do to a loan over HTTP, who may not, and how two people do what one must not do alone."""

from __future__ import annotations

from typing import Any

import pytest

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.servicing.model import Loan
from loanwright.servicing.usecases.record_repayment import record_repayment
from tests.servicing.book import TERMS, live_loan, pay, receipt_for
from tests.servicing.browser import Browser
from tests.servicing.conftest import Borrower, Staff
from tests.servicing.desk import confirm
from tests.servicing.proofs import findings

TODAY = TERMS.start_on


def cny(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


def fee(amount: str) -> dict[str, Any]:
    return {"kind": "charge_fee", "amount": cny(amount), "name": "收据补打"}


@pytest.fixture
def account(runtime: Runtime) -> Loan:
    """A loan paid out today."""
    return live_loan(runtime)


def test_an_officer_charges_a_fee_they_have_previewed(runtime: Runtime, account: Loan, staff: Staff) -> None:
    officer = staff(Role.OFFICER)
    seen = officer.post(f"/staff/loans/{account.id}/previews", {"command": fee("25.00")}).json()
    before, after = seen["before"]["figures"], seen["after"]["figures"]
    assert (before["cost"]["fees"]["amount"], after["cost"]["fees"]["amount"]) == ("0.00", "25.00")
    assert float(after["annual_rate"]) > float(before["annual_rate"]) > 15.38
    (posting,) = seen["postings"]
    assert (posting["debit"], posting["credit"], posting["amount"]["amount"]) == (
        "1221.01",
        "6021",
        "25.00",
    )
    confirm(officer, account.id, **fee("25.00"))
    (charged, _) = officer.get(f"/staff/loans/{account.id}/events")["items"]
    assert (charged["kind"], charged["by"], charged["reason"]) == (
        "FeeCharged",
        {"kind": "staff", "name": "李娜"},
        "asked by phone",
    )
    assert findings(runtime) == []


def test_a_loan_as_agreed_has_the_annual_rate_of_its_contract(account: Loan, staff: Staff) -> None:
    seen = staff(Role.OFFICER).post(f"/staff/loans/{account.id}/previews", {"command": fee("1.00")}).json()
    assert seen["before"]["figures"]["annual_rate"].startswith("15.3")  # (1 + 1.2 %) ^ 12 - 1 = 15.39 %


def test_a_double_click_acts_once(account: Loan, staff: Staff) -> None:
    officer, path = staff(Role.OFFICER), f"/staff/loans/{account.id}"
    version = officer.post(f"{path}/previews", {"command": fee("25.00")}).json()["version"]
    body = {"command": fee("25.00"), "version": version, "reason": "asked by phone"}
    first, second = (officer.post(f"{path}/commands", body, key="once") for _ in range(2))
    assert first.json() == second.json()
    again = officer.post(f"{path}/commands", body)  # under another key the preview is out of date
    assert (again.status_code, again.json()["code"]) == (409, "loan-changed-since-preview")
    assert again.json()["titles"]["zh-CN"] and again.json()["titles"]["en"]
    assert len(officer.get(f"{path}/events")["items"]) == 2


def test_what_is_confirmed_is_what_was_previewed(runtime: Runtime, account: Loan, staff: Staff) -> None:
    officer, path = staff(Role.OFFICER), f"/staff/loans/{account.id}"
    version = officer.post(f"{path}/previews", {"command": fee("25.00")}).json()["version"]
    other = officer.post(f"{path}/commands", {"command": fee("2500.00"), "version": version, "reason": "x"})
    assert other.json()["code"] == "loan-changed-since-preview"
    pay(runtime, receipt_for(runtime, account, "500", TODAY))
    late = officer.post(f"{path}/commands", {"command": fee("25.00"), "version": version, "reason": "x"})
    assert late.json()["code"] == "loan-changed-since-preview"


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "charge_fee", "amount": cny("0.00"), "name": "x"}, "amount-not-positive"),
    ({"kind": "charge_fee", "amount": cny("1.00"), "name": ""}, "request-not-valid"),
    (fee("1.00") | {"effective_on": "2026-03-03"}, "effective-date-out-of-range"),
    ({"kind": "waive", "component": "penalty", "amount": cny("1.00")}, "waiver-exceeds-due"),
    ({"kind": "waive", "component": "principal", "amount": cny("1.00")}, "request-not-valid"),
    ({"kind": "refund_credit", "amount": cny("1.00")}, "refund-exceeds-credit"),
    ({"kind": "prepay", "amount": cny("-5.00")}, "amount-not-positive"),
    ({"kind": "pay_off", "on": "2026-03-01"}, "payoff-date-out-of-range"),
    ({"kind": "change_rate", "rate": "-1", "from_on": "2026-03-02"}, "request-not-valid"),
    ({"kind": "change_rate", "rate": "12", "from_on": "2026-03-01"}, "effective-date-out-of-range"),
    ({"kind": "pause_interest", "from_on": "2026-04-02", "until_on": "2026-04-01"}, "dates-in-wrong-order"),
    ({"kind": "reverse_event", "sequence": 1}, "loan-event-not-reversible"),
    ({"kind": "reverse_event", "sequence": 9}, "loan-event-not-found"),
    ({"kind": "correct_repayment", "sequence": 9, "effective_on": "2026-03-02"}, "loan-event-not-found"),
    ({"kind": "stop_interest", "colour": "red"}, "request-not-valid"),
    ({"kind": "forgive_everything"}, "request-not-valid"),
]


def test_what_cannot_be_done_is_refused_by_name_in_both_languages(account: Loan, staff: Staff) -> None:
    officer = staff(Role.OFFICER)
    for command, code in REFUSED:
        problem = officer.post(f"/staff/loans/{account.id}/previews", {"command": command}).json()
        assert problem["code"] == code, command
        assert problem["titles"]["zh-CN"] != problem["titles"]["en"], command


def test_a_clerk_may_waive_and_nothing_else(account: Loan, staff: Staff) -> None:
    clerk, path = staff(Role.CLERK), f"/staff/loans/{account.id}"
    offered = clerk.get(f"{path}/commands")["items"]
    assert [one["kind"] for one in offered] == ["waive", "grant_goodwill"]
    assert (offered[0]["second_person"], offered[0]["limit"]["amount"]) == ("above_limit", "500.00")
    refused = clerk.post(f"{path}/previews", {"command": fee("25.00")})
    assert (refused.status_code, refused.json()["code"]) == (403, "permission-missing")
    given = clerk.post(f"{path}/commands", {"command": fee("25.00"), "version": "", "reason": "x"})
    assert given.json()["code"] == "permission-missing"


def test_an_auditor_reads_and_may_do_nothing(account: Loan, staff: Staff) -> None:
    auditor = staff(Role.AUDITOR)
    assert auditor.get(f"/staff/loans/{account.id}/commands")["items"] == []
    assert auditor.get("/staff/service-requests")["items"] == []


def test_nobody_is_somebody(account: Loan, browsers: Any) -> None:
    stranger = Browser(browsers())
    refused = stranger.post(f"/staff/loans/{account.id}/previews", {"command": fee("25.00")})
    assert (refused.status_code, refused.json()["code"]) == (401, "sign-in-required")


def test_a_waiver_above_the_limit_takes_two_people(runtime: Runtime, account: Loan, staff: Staff) -> None:
    clerk, officer = staff(Role.CLERK), staff(Role.OFFICER)
    confirm(officer, account.id, **fee("800.00"))
    asked = confirm(clerk, account.id, kind="waive", component="fee", amount=cny("800.00"))["request"]
    assert (asked["state"], asked["may_decide"], asked["may_withdraw"]) == ("waiting", False, True)
    own = clerk.post(f"/staff/service-requests/{asked['id']}/approvals", {"version": "", "reason": "x"})
    assert (own.status_code, own.json()["code"]) == (403, "second-person-needed")

    (waiting,) = officer.get("/staff/service-requests")["items"]
    assert (waiting["id"], waiting["may_decide"], waiting["asked_by"]["name"]) == (asked["id"], True, "李娜")
    path = f"/staff/service-requests/{asked['id']}"
    seen = officer.get(f"{path}/preview")
    assert seen["after"]["figures"]["cost"]["fees"]["amount"] == "0.00"
    stale = officer.post(f"{path}/approvals", {"version": "of yesterday", "reason": "x"})
    assert stale.json()["code"] == "loan-changed-since-preview"
    done = officer.post(f"{path}/approvals", {"version": seen["version"], "reason": "agreed"}).json()
    assert (done["state"], done["decision_reason"]) == ("done", "agreed")
    twice = officer.post(f"{path}/approvals", {"version": seen["version"], "reason": "agreed"})
    assert twice.json()["code"] == "service-request-not-waiting"

    (waived, *_) = officer.get(f"/staff/loans/{account.id}/events")["items"]
    assert waived["kind"] == "Waived"
    assert waived["by"]["kind"] == waived["approved_by"]["kind"] == "staff"
    assert officer.get("/staff/service-requests")["items"] == []
    assert findings(runtime) == []


def test_a_second_person_may_say_no_and_the_first_may_think_again(account: Loan, staff: Staff) -> None:
    clerk, officer = staff(Role.CLERK), staff(Role.OFFICER)
    confirm(officer, account.id, **fee("800.00"))
    for answer, who, state in (("rejections", officer, "rejected"), ("withdrawals", clerk, "withdrawn")):
        asked = confirm(clerk, account.id, kind="waive", component="fee", amount=cny("800.00"))["request"]
        path = f"/staff/service-requests/{asked['id']}"
        if answer == "withdrawals":
            assert officer.post(f"{path}/withdrawals").json()["code"] == "not-your-service-request"
        closed = who.post(f"{path}/{answer}", {"reason": "not now"}).json()
        assert closed["state"] == state
    requests = officer.get(f"/staff/loans/{account.id}/service-requests")["items"]
    assert {one["state"] for one in requests} == {"withdrawn", "rejected", "done"}
    assert len(officer.get(f"/staff/loans/{account.id}/events")["items"]) == 2


def test_a_borrower_sees_what_paying_ahead_changes(runtime: Runtime, borrower: Borrower) -> None:
    browser, party_id = borrower("13800005678")
    mine, other = live_loan(runtime, party_id=party_id), live_loan(runtime)
    command = {"kind": "prepay", "amount": cny("3000.00"), "strategy": "last"}
    seen = browser.post(f"/loans/{mine.id}/previews", {"command": command}).json()
    assert seen["after"]["figures"]["installments_left"] < seen["before"]["figures"]["installments_left"]
    assert "postings" not in seen
    foreign = browser.post(f"/loans/{other.id}/previews", {"command": command})
    assert (foreign.status_code, foreign.json()["code"]) == (404, "loan-not-found")
    not_theirs = browser.post(f"/loans/{mine.id}/previews", {"command": fee("1.00")})
    assert not_theirs.json()["code"] == "request-not-valid"
    asked = browser.post(f"/loans/{mine.id}/payment-requests", {"kind": "prepay_last", "amount": cny("3000.00")})
    assert asked.status_code == 201
    paid = receipt_for(runtime, mine, "3000", TODAY)
    told = type(paid)(paid.id, paid.amount, TODAY, asked.json()["reference"], mine.id, paid.kind.PREPAY_LAST)
    runtime.run(SYSTEM, lambda uow: record_repayment(uow, told))
    schedule = browser.get(f"/loans/{mine.id}/schedule")["items"]
    assert [row["remaining"] for row in schedule] == [row["remaining"] for row in seen["after"]["schedule"]]
