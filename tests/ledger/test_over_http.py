"""The ledger as the console asks for it: permissions, pages, files, and named refusals in both languages."""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import pytest

from loanwright.access.api import Role
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Posting, shipped_document
from tests.ledger.books import CAPITAL, CASH, OFFICE, Books, credit, debit
from tests.servicing.conftest import Staff, borrower, browsers, staff

__all__ = ["borrower", "browsers", "staff"]

DRAFT = {
    "posted_on": "2026-03-02",
    "reason": "购买办公用品",
    "lines": [
        {"account": OFFICE, "side": "debit", "amount": {"amount": "12.50", "currency": "CNY"}, "memo": "纸张"},
        {"account": CASH, "side": "credit", "amount": {"amount": "12.50", "currency": "CNY"}},
    ],
}


def test_a_journal_from_draft_to_reversal(staff: Staff) -> None:
    one, other = staff(Role.ACCOUNTANT), staff(Role.ADMINISTRATOR)
    drafted = one.post("/staff/manual-journals", DRAFT)
    assert drafted.status_code == 201, drafted.text
    path = f"/staff/manual-journals/{drafted.json()['id']}"
    own = one.post(f"{path}/approvals")
    assert (own.status_code, own.json()["code"]) == (403, "second-person-needed")
    posted = other.post(f"{path}/approvals", {"note": "已核对"}).json()
    assert (posted["state"], posted["drafted_by_me"], posted["amount"]["amount"]) == ("posted", False, "12.50")
    reversal = one.post(f"{path}/reversals", {"posted_on": "2026-03-02", "reason": "金额记错"}).json()
    assert reversal["reverses"] == drafted.json()["id"]
    assert one.post(f"/staff/manual-journals/{reversal['id']}/rejections").json()["state"] == "rejected"
    listed = other.get("/staff/manual-journals", state="posted")
    assert [line["number"] for line in listed["items"]] == [posted["number"]]
    assert one.get(path)["lines"][0]["memo"] == "纸张"


@pytest.mark.parametrize(
    ("role", "status"), [(Role.CLERK, 403), (Role.OFFICER, 403), (Role.AUDITOR, 200), (Role.ACCOUNTANT, 200)]
)
@pytest.mark.parametrize(
    "path",
    [
        "accounts",
        "trial-balance",
        "balance-sheet",
        "income-statement",
        "income-statement/months",
        "control-accounts",
        "journal",
        "journal/sources",
        "journal/export?format=csv",
        "accounts/1002/statement",
        "manual-journals",
        "periods",
        "periods/2026-03",
        "charts",
        "charts/1",
    ],
)
def test_who_reads_the_ledger(staff: Staff, role: Role, status: int, path: str) -> None:
    assert staff(role).client.get(f"/api/v1/staff/{path}").status_code == status


@pytest.mark.parametrize(
    "path", ["manual-journals", "charts", "periods/2026-02/closings", "periods/2026-02/reopenings"]
)
def test_an_auditor_only_reads(staff: Staff, path: str) -> None:
    body = {**DRAFT, "document": shipped_document(), "reason": "审计"}
    assert staff(Role.AUDITOR).post(f"/staff/{path}", body).status_code == 403


def test_only_the_administrator_reopens(staff: Staff) -> None:
    refused = staff(Role.ACCOUNTANT).post("/staff/periods/2026-03/reopenings", {"reason": "补记费用"})
    assert refused.json()["code"] == "permission-missing"
    asked = staff(Role.ADMINISTRATOR).post("/staff/periods/2026-03/reopenings", {"reason": "补记费用"})
    assert asked.json()["code"] == "period-not-closed"


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("get", "accounts/0000/statement", "ledger-account-unknown"),
        ("get", "trial-balance?as_of=2026-03-03", "ledger-date-ahead"),
        ("get", "balance-sheet?as_of=2027-01-01", "ledger-date-ahead"),
        ("get", "income-statement?until=2027-01-01", "ledger-date-ahead"),
        ("get", "journal?amount=1.234", "amount-not-readable"),
        ("get", "journal?from_=yesterday", "request-not-valid"),
        ("get", "periods/2026-3x", "period-unknown"),
        ("get", "charts/9", "chart-unknown"),
        ("get", "manual-journals/019cac0f-2680-7e72-a8fc-981e4e3e3bbe", "journal-unknown"),
        ("get", "entries/019cac0f-2680-7e72-a8fc-981e4e3e3bbe", "ledger-entry-unknown"),
        ("post", "periods/2026-03/closings", "period-not-over"),
        ("post", "charts/1/approvals", "chart-not-draft"),
    ],
)
def test_what_is_refused_says_so_in_both_languages(staff: Staff, method: str, path: str, code: str) -> None:
    browser = staff(Role.ADMINISTRATOR)
    answer = browser.post(f"/staff/{path}") if method == "post" else browser.client.get(f"/api/v1/staff/{path}")
    problem = answer.json()
    assert problem["code"] == code
    assert set(problem["titles"]) == {"zh-CN", "en"}


def test_a_statement_in_pages_with_its_running_balance(staff: Staff, books: Books) -> None:
    for _ in range(101):
        books.post(Posting(Account.BANK, Account.SETTLEMENT_SUSPENSE, Money(100)))
    browser = staff(Role.ACCOUNTANT)
    first = browser.get("/staff/accounts/1002/statement")
    rest = browser.get("/staff/accounts/1002/statement", cursor=first["next_cursor"])
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (100, 1, None)
    assert first["items"][-1]["balance"]["amount"] == "100.00"
    assert rest["items"][-1]["balance"] == rest["closing"] == {"amount": "101.00", "currency": "CNY"}


def test_the_journal_is_found_by_what_it_touches(staff: Staff, books: Books) -> None:
    books.post(Posting(Account.BANK, Account.SETTLEMENT_SUSPENSE, Money(100)))
    books.post(Posting(Account.LOANS, Account.BANK, Money(900), "nong-e-dai"))
    browser = staff(Role.ACCOUNTANT)
    wanted = {"account": "1303", "product": "nong-e-dai", "amount": "9.00", "source": "test.Happened"}
    assert len(browser.get("/staff/journal")["items"]) == 2
    found = browser.get("/staff/journal", **wanted)["items"]
    assert [one["postings"][0]["debit"] for one in found] == ["1303"]
    assert browser.get("/staff/journal", until="2026-03-02")["items"] == []
    assert browser.get("/staff/journal/sources")["items"] == ["test.Happened"]


@pytest.mark.parametrize("path", ["journal/export", "accounts/1001/statement/export"])
def test_files_hold_what_the_screen_shows(staff: Staff, books: Books, path: str) -> None:
    books.approve(books.draft(debit(CASH, 123456), credit(CAPITAL, 123456)))
    browser = staff(Role.ACCOUNTANT)
    text = browser.client.get(f"/api/v1/staff/{path}?format=csv&language=zh").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][0] == "记账日期"
    assert "1234.56" in rows[-1]
    sheet = browser.client.get(f"/api/v1/staff/{path}?format=xlsx&language=en")
    assert sheet.headers["content-disposition"].endswith('.xlsx"')
    with ZipFile(io.BytesIO(sheet.content)) as archive:
        assert "1234.56" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_chart_is_refused_by_name_and_approved_by_another(staff: Staff) -> None:
    one, other = staff(Role.ACCOUNTANT), staff(Role.ADMINISTRATOR)
    text = shipped_document().replace("version = 1", "version = 2").replace("2000-01-01", "2026-04-01")
    lacking = one.post("/staff/charts", {"document": text.replace('loans = "1303"', ""), "reason": "年度修订"})
    assert lacking.json()["code"] == "chart-role-unmapped"
    assert one.post("/staff/charts", {"document": text, "reason": "年度修订"}).status_code == 201
    approved = other.post("/staff/charts/2/approvals", {"note": "同意"}).json()
    assert (approved["state"], approved["is_in_force"]) == ("approved", False)
    assert [line["version"] for line in other.get("/staff/charts")["items"]] == [2, 1]
