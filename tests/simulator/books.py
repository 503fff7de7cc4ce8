"""The same through servicing: real database, ledger, close of the day; proven every evening by what `verify` runs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from loanwright.engine.api import (
    ChargedOff,
    ChargeOffBehaviour,
    Event,
    FeeCharged,
    LoanTerms,
    NonAccrual,
    NonAccrualBegun,
    Profile,
    Reversed,
    Sold,
    WrittenBack,
    WrittenOff,
)
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.model import Loan
from loanwright.servicing.repository import loans as book
from loanwright.servicing.usecases.record_event import record
from loanwright.servicing.usecases.start_close import start_close
from tests.queue import drain
from tests.servicing.book import live_loan, loan_now, pay, receipt_for
from tests.servicing.proofs import findings
from tests.simulator.contracts import contract
from tests.simulator.invariants import InvariantBroken


def keep(runtime: Runtime, seed: int, loans: int, days: int) -> None:
    """Open loans, let things happen to them, and close so many days.

    Raises:
        InvariantBroken: sub-ledger and ledger, projection and replay, or anything else `verify` looks at, differ.
    """
    dice = Random(f"{seed}:books")
    accounts = [live_loan(runtime, _short(dice, _today(runtime))).id for _ in range(loans)]
    for _ in range(days):
        today = _today(runtime)
        for loan_id in accounts:
            _happen(runtime, loan_now(runtime, loan_id), today, dice)
        _prove(runtime, seed, today)
        _close(runtime, today, today + timedelta(days=dice.choice([1, 1, 7])))
        _prove(runtime, seed, _today(runtime))


def _close(runtime: Runtime, today: date, until: date) -> None:
    runtime.run(SYSTEM, lambda uow: start_close(uow, today, until))
    drain(runtime)


def _short(dice: Random, start_on: date) -> LoanTerms:
    """A contract that falls due within the days there are, in the lender's own arithmetic."""
    while True:
        drawn = contract(dice, start_on)
        if drawn.profile is Profile.EXACT:
            return drawn


def _happen(runtime: Runtime, account: Loan, today: date, dice: Random) -> None:
    """A payment, perhaps booked some days ago; a charge; a reversal; or nothing."""
    mood = dice.random()
    booked_on = today - timedelta(days=dice.choice([0, 0, 0, dice.randint(1, 20)]))
    amount = Money(dice.randint(1, max(account.terms.principal.minor // 3, 1)))
    if mood < 0.4:
        pay(runtime, receipt_for(runtime, account, str(amount), booked_on))
    elif mood < 0.5:
        fee = FeeCharged(sequence=account.last_seq + 1, effective_on=today, amount=Money(1_500), name="visit")
        _record(runtime, account.id, fee)
    elif mood < 0.58:
        _record(runtime, account.id, _loss(account, today, dice))
    elif mood < 0.65 and account.last_seq > 1:
        undone = dice.randint(2, account.last_seq)
        _record(runtime, account.id, Reversed(sequence=account.last_seq + 1, effective_on=today, reverses=undone))


def _loss(account: Loan, today: date, dice: Random) -> Event:
    """Doubt, charge-off, write-off of all or a part, write-back, or a sale."""
    at: dict[str, Any] = {"sequence": account.last_seq + 1, "effective_on": today}
    part = Money(dice.randint(1, account.terms.principal.minor))
    decisions: list[Event] = [
        NonAccrualBegun(**at, reason=dice.choice([NonAccrual.PAST_DUE, NonAccrual.JUDGEMENT])),
        ChargedOff(**at, behaviour=dice.choice([ChargeOffBehaviour.REGULAR, ChargeOffBehaviour.ACCELERATED])),
        WrittenOff(**at, amount=dice.choice([None, part])),
        WrittenBack(**at),
        Sold(**at, amount=part),
    ]
    return dice.choice(decisions)


def _record(runtime: Runtime, loan_id: UUID, event: Event) -> None:
    """What the engine refuses leaves nothing behind."""
    try:
        runtime.run(SYSTEM, lambda uow: record(uow, book.lock(uow, loan_id), event))
    except Refusal:
        return


def _prove(runtime: Runtime, seed: int, day: date) -> None:
    broken = findings(runtime)
    if broken:
        raise InvariantBroken(f"uv run python -m tests.simulator --seed {seed} --books: on {day} " + "; ".join(broken))


def _today(runtime: Runtime) -> date:
    with runtime.read(SYSTEM) as uow:
        return uow.business_date
