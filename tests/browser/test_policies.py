"""A policy changes hands in two browsers: one officer writes, one administrator approves."""

from __future__ import annotations

from playwright.sync_api import expect

from loanwright.apps.demo_home import StaffSecrets
from tests.browser.clerk import Clerk
from tests.browser.conftest import Open


def test_an_officer_drafts_and_an_administrator_approves(open_desk: Open, staff_secrets: StaffSecrets) -> None:
    officer = Clerk(open_desk(), staff_secrets)
    officer.sign_in("officer")
    screen, page = officer.screen, officer.screen.page
    page.goto("./policies")
    screen.heading("policies.title")
    page.get_by_role("table").first.wait_for()
    screen.look("policies")
    screen.button("policies.begin", version="1").click()
    screen.heading("policies.numbered", version="2")

    rule = page.locator("details").filter(has=page.get_by_text("123", exact=True))  # many inquiries
    rule.locator("summary").click()
    condition = rule.get_by_label(screen.t("policies.condition"))
    expect(condition).to_have_value("> 8")
    condition.fill("> many")
    screen.field("policies.why").fill("近期查询口径调整，上限提高一次")
    screen.button("policies.addTerms").click()
    screen.button("policies.save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    screen.look("policy-refused")
    condition.fill("> 9")
    screen.button("policies.save").click()
    expect(page.get_by_role("table", name=screen.t("policies.changesLabel"))).to_contain_text("> 9")
    screen.button("policies.tryIt").click()
    screen.look("policy-draft")
    screen.button("policies.submit").click()
    expect(page.get_by_text(screen.t("policies.statuses.submitted"))).to_be_visible()

    administrator = Clerk(open_desk("en", "dark"), staff_secrets)
    administrator.sign_in("administrator")
    screen, page = administrator.screen, administrator.screen.page
    page.goto("./policies/2")
    screen.heading("policies.numbered", version="2")
    page.get_by_role("table").first.wait_for()
    screen.look("policy-submitted")
    screen.button("policies.approve").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    screen.look("policy-approval")
    dialog.get_by_role("button", name=screen.t("policies.approve")).click()
    expect(page.get_by_text(screen.t("policies.inForce")).first).to_be_visible()
    page.goto("./policies")
    page.get_by_role("table").nth(1).wait_for()
    screen.look("policies-after")

    screen.button("policies.propose").click()
    dialog.get_by_label(screen.t("shared.reason")).fill("look back at version 1")
    screen.look("trial-proposal")
    dialog.get_by_role("button", name=screen.t("policies.propose")).click()
    expect(page.get_by_text(screen.t("policies.trialStatuses.proposed"))).to_be_visible()
    officer.screen.page.goto("./policies")
    officer.screen.look("policies-trial")
