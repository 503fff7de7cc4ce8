"""What borrowers and staff can see and do, and what each of them cannot."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from tests.queue import drain
from tests.servicing.book import TERMS, live_loan, pay, receipt_for
from tests.servicing.conftest import Borrower, Staff
from tests.servicing.desk import confirm

TODAY = TERMS.start_on


def test_a_borrower_sees_what_is_owed_and_how_to_pay(runtime: Runtime, borrower: Borrower) -> None:
    browser, party_id = borrower("13800005678")
    account = live_loan(runtime, party_id=party_id)
    (seen,) = browser.get("/loans")["items"]
    assert (seen["id"], seen["status"], seen["next_due"]["on"]) == (str(account.id), "active", "2026-04-02")
    assert len(browser.get(f"/loans/{account.id}/schedule")["items"]) == 12
    quote = browser.get(f"/loans/{account.id}/payoff-quote", on="2026-03-17")
    assert quote["amount"] == {"amount": "12072.00", "currency": "CNY"}  # 12,000 and half a month at 1.2 %
    asked = browser.post(f"/loans/{account.id}/payment-requests", {"kind": "installment"})
    assert asked.status_code == 201
    assert asked.json()["amount"] == seen["next_due"]["amount"]
    shown = browser.get(f"/loans/{account.id}/payment-requests/{asked.json()['id']}")
    assert (shown["reference"], shown["status"]) == (asked.json()["reference"], "open")


def test_a_double_click_asks_once(runtime: Runtime, borrower: Borrower) -> None:
    browser, party_id = borrower("13800005678")
    account = live_loan(runtime, party_id=party_id)
    path, body = f"/loans/{account.id}/payment-requests", {"kind": "payoff"}
    assert browser.post(path, body, key="once").json() == browser.post(path, body, key="once").json()


def test_somebody_elses_loan_does_not_exist(runtime: Runtime, borrower: Borrower) -> None:
    _, owner = borrower("13800005678")
    account = live_loan(runtime, party_id=owner)
    other, _ = borrower("13900001234")
    assert other.get("/loans")["items"] == []
    assert {other.refusal(f"/loans/{account.id}{page}") for page in ("", "/schedule", "/payoff-quote")} == {
        "loan-not-found"
    }
    asked = other.post(f"/loans/{account.id}/payment-requests", {"kind": "payoff"})
    assert (asked.status_code, asked.json()["code"]) == (404, "loan-not-found")


def test_an_amount_of_nothing_is_refused_in_both_languages(runtime: Runtime, borrower: Borrower) -> None:
    browser, party_id = borrower("13800005678")
    account = live_loan(runtime, party_id=party_id)
    problem = browser.post(f"/loans/{account.id}/payment-requests", {"kind": "amount"}).json()
    assert problem["code"] == "repayment-not-positive"
    assert problem["titles"]["zh-CN"] and problem["titles"]["en"]


def test_an_accountant_closes_the_day_and_sees_the_books_balance(runtime: Runtime, staff: Staff) -> None:
    account = live_loan(runtime)
    accountant = staff(Role.ACCOUNTANT)
    assert accountant.get("/staff/business-day")["business_date"] == "2026-03-02"
    begun = accountant.post("/staff/business-day/closes", {"business_date": "2026-03-02", "until": "2026-03-05"})
    assert (begun.status_code, begun.json()["status"], begun.json()["chunks"]) == (202, "running", 1)
    drain(runtime)
    assert accountant.get("/staff/business-day")["business_date"] == "2026-03-05"
    done = accountant.get("/staff/business-day/closes/2026-03-04")
    assert (done["status"], done["loans"], done["interest"]["amount"]) == ("closed", 1, "4.80")
    balance = accountant.get("/staff/trial-balance")
    assert balance["balanced"] and balance["debit_total"]["amount"] == "12129.60"  # two nights of 4.80, 1 % provided
    statement = accountant.get("/staff/accounts/1303/statement", from_="2026-03-01")
    assert [line["loan_id"] for line in statement["items"]] == [str(account.id)]
    entry = accountant.get(f"/staff/entries/{statement['items'][0]['entry_id']}")
    assert entry["postings"][0]["debit"] == "1303"


def test_a_past_day_can_be_asked_for_and_a_coming_one_not(runtime: Runtime, staff: Staff) -> None:
    live_loan(runtime)
    accountant = staff(Role.ACCOUNTANT)
    assert accountant.get("/staff/trial-balance", as_of="2026-03-01")["debit_total"]["amount"] == "0.00"
    assert accountant.refusal("/staff/trial-balance?as_of=2026-03-03") == "ledger-date-ahead"
    assert accountant.refusal("/staff/accounts/0000/statement") == "ledger-account-unknown"


def test_a_clerk_may_not_close_the_day(staff: Staff) -> None:
    refused = staff(Role.CLERK).post("/staff/business-day/closes", {"business_date": "2026-03-02"})
    assert (refused.status_code, refused.json()["code"]) == (403, "permission-missing")


def test_staff_find_a_loan_and_everything_about_it(runtime: Runtime, staff: Staff) -> None:
    account = live_loan(runtime)
    pay(runtime, receipt_for(runtime, account, "500", TODAY))
    officer = staff(Role.OFFICER)
    (line,) = officer.get("/staff/loans", q=account.reference.lower(), status="active")["items"]
    path = f"/staff/loans/{line['id']}"
    assert officer.get(path)["loan"]["credit_balance"]["amount"] == "500.00"
    assert [one["kind"] for one in officer.get(f"{path}/events")["items"]] == ["Repaid", "Disbursed"]
    entries = {one["source"] for one in officer.get(f"{path}/entries")["items"]}
    assert entries == {"servicing.Repaid", "servicing.Disbursed"}
    undone = confirm(officer, line["id"], kind="reverse_event", sequence=2)
    assert undone["request"]["state"] == "done"
    assert officer.get(path)["loan"]["credit_balance"]["amount"] == "0.00"
    again = officer.post(f"{path}/previews", {"command": {"kind": "reverse_event", "sequence": 2}})
    assert again.json()["code"] == "loan-event-reversed-before"
    commands = [record["command"] for record in staff(Role.AUDITOR).get(f"{path}/audit")["items"]]
    assert "servicing.reverse_event" in commands


def test_money_nobody_knows_is_allocated_by_staff(runtime: Runtime, staff: Staff) -> None:
    account = live_loan(runtime)
    unknown = receipt_for(runtime, account, "700", TODAY)
    pay(runtime, type(unknown)(unknown.id, unknown.amount, TODAY, "", None, unknown.kind))
    accountant = staff(Role.ACCOUNTANT)
    (item,) = accountant.get("/staff/suspense")["items"]
    assert item["days_waiting"] == 0
    assert (item["amount"]["amount"], item["reason"]) == ("700.00", "unknown_reference")
    body = {"loan_id": str(account.id), "reason": "the payer called"}
    assert accountant.post(f"/staff/suspense/{item['id']}/allocations", body).status_code == 201
    assert accountant.get("/staff/suspense")["items"] == []
    again = accountant.post(f"/staff/suspense/{item['id']}/allocations", body)
    assert again.json()["code"] == "suspense-item-not-open"
    nowhere = accountant.post(f"/staff/suspense/{uuid4()}/allocations", body)
    assert nowhere.json()["code"] == "suspense-item-not-found"


def test_the_overview_adds_up(runtime: Runtime, staff: Staff) -> None:
    account = live_loan(runtime)
    pay(runtime, receipt_for(runtime, account, "500", TODAY))
    seen = staff(Role.ACCOUNTANT).get("/staff/overview")
    assert seen["figures"]["principal_outstanding"]["amount"] == "12000.00"
    assert seen["months"][-1] == {
        "month": date(2026, 3, 1).isoformat(),
        "disbursed": {"amount": "12000.00", "currency": "CNY"},
        "collected": {"amount": "500.00", "currency": "CNY"},
    }
    assert [bucket["loans"] for bucket in seen["arrears"]] == [1, 0, 0, 0, 0]
    assert seen["funnel"][0] == {"step": "started", "applications": 0}


def test_a_day_is_not_closed_ahead_nor_too_far(staff: Staff) -> None:
    accountant = staff(Role.ACCOUNTANT)
    ahead = accountant.post("/staff/business-day/closes", {"business_date": "2026-03-03"})
    assert ahead.json()["code"] == "day-not-open-yet"
    far = (TODAY + timedelta(days=400)).isoformat()
    too_far = accountant.post("/staff/business-day/closes", {"business_date": "2026-03-02", "until": far})
    assert too_far.json()["code"] == "catch-up-out-of-range"
    assert accountant.refusal("/staff/business-day/closes/2026-03-02") == "day-close-not-found"


def test_a_close_is_seen_range_by_range_and_kept_in_the_history(runtime: Runtime, staff: Staff) -> None:
    live_loan(runtime)
    accountant = staff(Role.ACCOUNTANT)
    day = accountant.get("/staff/business-day")
    assert day["calendar_date"] >= day["business_date"]
    accountant.post("/staff/business-day/closes", {"business_date": "2026-03-02", "until": "2026-03-04"})
    begun = accountant.get("/staff/business-day/closes/2026-03-02")
    (waiting,) = accountant.get("/staff/business-day/closes/2026-03-02/ranges")["items"]
    assert (begun["phase"], waiting["done_at"], waiting["loans"]) == ("ranges", None, 0)
    drain(runtime)
    (done,) = accountant.get("/staff/business-day/closes/2026-03-02/ranges")["items"]
    assert (done["first_number"], done["last_number"], done["loans"]) == ("00000000", "00009999", 1)
    assert done["done_at"] and done["interest"]["amount"] == "0.00"
    closes = accountant.get("/staff/business-day/closes")["items"]
    assert [(one["business_date"], one["phase"]) for one in closes] == [
        ("2026-03-03", "closed"),
        ("2026-03-02", "closed"),
    ]
    assert accountant.get("/staff/business-day/closes", cursor="2026-03-03")["items"] == closes[1:]
    assert accountant.refusal("/staff/business-day/closes/2026-03-01/ranges") == "day-close-not-found"


def test_a_preview_says_what_falls_due(runtime: Runtime, staff: Staff) -> None:
    live_loan(runtime)
    accountant = staff(Role.ACCOUNTANT)
    accountant.post("/staff/business-day/closes", {"business_date": "2026-03-02", "until": "2026-04-02"})
    drain(runtime)
    preview = accountant.get("/staff/business-day/closes/preview")
    due = accountant.get("/staff/loans")["items"][0]["next_due"]
    assert (preview["due_installments"], preview["due"]) == (1, due)
    assert accountant.get("/staff/business-day")["business_date"] == "2026-04-02"  # nothing was closed
