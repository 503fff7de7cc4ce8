"""A payment taken back by the payer's bank: which components are owed again."""

from __future__ import annotations

from loanwright.engine.account import Account
from loanwright.engine.events import ChargedBack
from loanwright.engine.row import PRINCIPAL
from loanwright.engine.waterfall import COLUMN
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal


class ChargebackExceedsPayment(Refusal):
    """There is no such payment, or less of it is left to take back."""


def charge_back(account: Account, event: ChargedBack) -> None:
    """Let what the payment paid, less what was taken back of it before, be owed again."""
    paid = account.watched.get(event.payment)
    left = sum(paid) if paid else 0
    if paid is None or event.amount.minor > left:
        currency = account.terms.principal.currency
        raise ChargebackExceedsPayment(amount=event.amount, left=Money(left, currency))
    account.charge_back(_parts(event, paid))


def _parts(event: ChargedBack, paid: list[int]) -> list[int]:
    """Principal alone, or the components the payment had paid in the order of the event; `paid` is reduced."""
    parts, left = [0, 0, 0, 0], event.amount.minor
    for component in event.components:
        parts[COLUMN[component]] = min(left, paid[COLUMN[component]])
        paid[COLUMN[component]] -= parts[COLUMN[component]]
        left -= parts[COLUMN[component]]
    parts[PRINCIPAL] += left
    for column in range(4):
        part = min(left, paid[column])
        paid[column] -= part
        left -= part
    return parts
