"""The entry of one chunk of the close: what all its loans moved today, aggregated per product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loanwright.kernel.money import Currency, Money
from loanwright.ledger.api import Account, Posting
from loanwright.servicing.loss_policy import loss_policy
from loanwright.servicing.model import Posted
from loanwright.servicing.postings.difference import Movement, movements


def postings(
    changes: Mapping[str, Posted], currency: Currency, provisions: Mapping[str, int] | None = None
) -> tuple[Posting, ...]:
    """Per product the movements of the summed change, and of `provisions`: what must be held ready more than yesterday.

    No loan is named; the daily snapshot names them.
    """
    recoveries = loss_policy().recoveries
    moved = [(product, one) for product, change in changes.items() for one in movements(change, recoveries)]
    moved += [(product, one) for product, minor in (provisions or {}).items() for one in _provision(minor)]
    return tuple(
        Posting(debit, credit, Money(minor, currency), product)
        for product, (debit, credit, minor) in sorted(moved, key=lambda one: one[0])
    )


def _provision(minor: int) -> Iterator[Movement]:
    if minor > 0:
        yield Account.IMPAIRMENT_LOSS, Account.LOAN_LOSS_ALLOWANCE, minor
    elif minor < 0:
        yield Account.LOAN_LOSS_ALLOWANCE, Account.IMPAIRMENT_LOSS, -minor
