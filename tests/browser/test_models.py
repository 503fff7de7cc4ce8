"""A model trained from a file is handed in by an officer and approved by an administrator; its card is read by both."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from loanwright.apps.demo_home import StaffSecrets
from loanwright.decisioning.models.model_file import save_model
from loanwright.decisioning.training.__main__ import trained_file
from loanwright.decisioning.training.model_training import ModelKind
from tests.browser.clerk import Clerk
from tests.browser.conftest import Open


def test_a_model_is_registered_and_approved(open_desk: Open, staff_secrets: StaffSecrets, tmp_path: Path) -> None:
    path = save_model(trained_file(ModelKind.AUDITABLE).model_copy(update={"name": "own"}), tmp_path)
    officer = Clerk(open_desk(), staff_secrets)
    officer.sign_in("officer")
    screen, page = officer.screen, officer.screen.page
    page.goto("./models")
    screen.heading("models.title")
    page.get_by_role("table").first.wait_for()
    screen.look("models")
    page.get_by_role("link", name="consumer/1").click()
    page.get_by_role("table").first.wait_for()
    screen.look("model-card")
    page.goto("./models")
    screen.button("models.register").click()
    page.locator("input[type=file]").set_input_files(path)
    screen.field("models.name").fill("own-book")
    screen.field("shared.reason").fill("按自有数据重新训练")
    screen.look("model-register")
    screen.button("models.handIn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("own-book/1")

    administrator = Clerk(open_desk("en", "dark"), staff_secrets)
    administrator.sign_in("administrator")
    screen, page = administrator.screen, administrator.screen.page
    page.goto("./models/own-book/1")
    page.get_by_role("table").first.wait_for()
    screen.look("model-submitted")
    screen.button("models.approve").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=screen.t("models.approve")).click()
    expect(page.locator(".lw-status").first).to_have_text(screen.t("models.statuses.approved"))
