"""The bank account in the ledger is the one at the bank, also while news is on its way."""

from __future__ import annotations

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.servicing.api import LEDGER_EQUALS_BANK
from tests.outside import Sandbox
from tests.payments.conftest import Desk
from tests.queue import drain


def findings(runtime: Runtime) -> list[str]:
    with runtime.read(SYSTEM) as uow:
        return [finding.why for finding in LEDGER_EQUALS_BANK.check(uow)]


def test_the_ledger_follows_the_bank(runtime: Runtime, sandbox: Sandbox) -> None:
    desk = Desk(runtime, sandbox)
    sandbox.pay("100.00", text="who is this")
    desk.run_periodic("payments.collect_bank_messages")
    assert findings(runtime) == []  # told, not heard yet
    drain(runtime)
    assert findings(runtime) == []


def test_a_posting_the_bank_knows_nothing_of_is_found(runtime: Runtime) -> None:
    slip = Posting(Account.BANK, Account.SETTLEMENT_SUSPENSE, Money(100))
    with runtime.begin(SYSTEM) as uow:
        post(uow, Entry("test", uow.new_id(), (slip,)))
    assert findings(runtime) == ["the bank moved 0.00, the ledger says 1.00 and 0.00 are on the way"]
