"""In the demo the sandbox lives on the lender's date."""

from __future__ import annotations

from datetime import date

from loanwright.apps.demo_world import DemoWorld
from loanwright.infra.runtime import Runtime
from loanwright.infra.settings import Settings
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.servicing.events import DayClosed
from tests.outside import Sandbox
from tests.queue import drain


def today_outside(sandbox: Sandbox) -> str:
    return str(sandbox.http.get("/control/today").json()["date"])


def test_closing_a_day_moves_the_date_outside(runtime: Runtime, sandbox: Sandbox) -> None:
    with runtime.begin(SYSTEM) as uow:
        uow.publish(DayClosed(business_date=date(2026, 3, 2), opened=date(2026, 3, 3)))
    assert "demo.move_outside_date" in drain(runtime)
    assert today_outside(sandbox) == "2026-03-03"


def test_a_bank_that_is_further_keeps_its_date(runtime: Runtime, sandbox: Sandbox) -> None:
    sandbox.set_today(date(2026, 5, 1))
    sandbox.pay("1.00")
    runtime.adapter(DemoWorld).set_today(date(2026, 3, 3))
    assert today_outside(sandbox) == "2026-05-01"


def test_no_sandbox_no_harm(settings: Settings) -> None:
    away = DemoWorld(settings)
    away.set_today(date(2026, 3, 3))
    away.close()
