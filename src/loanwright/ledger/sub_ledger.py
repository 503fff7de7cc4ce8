"""What stands behind the control accounts, as a port: whoever keeps loans and receipts serves it (`apps.wiring`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Proof
from loanwright.kernel.money import Currency, Money
from loanwright.ledger.chart import Chart
from loanwright.ledger.model import Account, CodedPosting

ByProduct = Mapping[tuple[Account, str | None], Money]
"""Debits less credits per role and product; roles that have no product stand under None."""


class SubLedger(Protocol):
    """The facts that control accounts must add up to."""

    @property
    def roles(self) -> frozenset[Account]:
        """The roles whose balances the facts make up."""

    @property
    def proofs(self) -> Sequence[Proof]:
        """What must hold before a month is closed."""

    def balances(self, uow: UnitOfWork) -> ByProduct:
        """What the facts add up to now, on the accrual basis."""

    def suspense_booked_until(self, uow: UnitOfWork, day: date) -> int:
        """How many receipts booked until the end of `day` nobody has matched yet."""


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One role, for one product where it has one: what the facts say and what the ledger does."""

    role: Account
    product: str | None
    facts: Money
    ledger: Money

    @property
    def difference(self) -> Money:
        """How much the ledger has more than the facts."""
        return self.ledger - self.facts


def compared(
    chart: Chart, roles: frozenset[Account], facts: ByProduct, ledger: ByProduct, currency: Currency
) -> list[ControlLine]:
    """Every role of `roles`, in the order of `Account`, against the ledger; where both have nothing it is left out."""
    posted, zero = on_basis(chart, facts), Money.zero(currency)
    ledger = _as_told(facts, ledger)
    wanted = set(posted) | {key for key in ledger if key[0] in roles}
    order = list(Account)
    keys = sorted(wanted, key=lambda key: (order.index(key[0]), key[1] or ""))
    lines = (ControlLine(*key, posted.get(key, zero), ledger.get(key, zero)) for key in keys)
    return [line for line in lines if line.facts.minor or line.ledger.minor]


def _as_told(facts: ByProduct, ledger: ByProduct) -> dict[tuple[Account, str | None], Money]:
    """The ledger, with a role in one sum where the facts know no product: money in suspense is of none yet."""
    whole = {role for role, product in facts if product is None}
    told: dict[tuple[Account, str | None], Money] = {}
    for (role, product), amount in ledger.items():
        key = role, None if role in whole else product
        told[key] = told[key] + amount if key in told else amount
    return told


def on_basis(chart: Chart, facts: ByProduct) -> dict[tuple[Account, str | None], Money]:
    """The facts as this chart posts them: on the cash basis a receivable lessens income instead."""
    posted: dict[tuple[Account, str | None], Money] = {}
    for (role, product), amount in facts.items():
        key = chart.role_posted(role, product), product
        posted[key] = posted[key] + amount if key in posted else amount
    return posted


def carried(before: Chart, after: Chart, held: ByProduct) -> Iterator[CodedPosting]:
    """What a new chart moves when it takes effect: balances whose role another account plays from then on.

    Income and expense stay where they were earned and spent.
    """
    for (role, product), amount in held.items():
        old, new = before.code_of(role, product), after.code_of(role, product)
        if old == new or not amount.minor or role.kind.is_profit_or_loss:
            continue
        moved = (new, old, amount) if amount.minor > 0 else (old, new, -amount)
        yield CodedPosting(*moved, product)
