"""Interest given back with a refund: what the refunded amount has cost since it was paid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from loanwright.engine.events import Disbursed, Event, InterestRefunded, MerchantRefunded
from loanwright.kernel.refusals import Refusal


class NoSuchRefund(Refusal):
    """Interest is to be given back with a refund that was never recorded."""


def interest_on(event: InterestRefunded, before: Sequence[Event], earned: Callable[[Sequence[Event]], int]) -> int:
    """Interest `earned` with all that happened before, less what it would be had the refunded part never been lent."""
    refund = next((other for other in before if other.sequence == event.refund), None)
    if not isinstance(refund, MerchantRefunded):
        raise NoSuchRefund()
    left, without = refund.amount.minor, list[Event]()
    for other in before:
        if isinstance(other, Disbursed) and left:
            part = min(left, other.amount.minor)
            left -= part
            rest = replace(other.amount, minor=other.amount.minor - part)
            if rest:
                without.append(replace(other, amount=rest))
        elif other is not refund and not isinstance(other, InterestRefunded):
            without.append(other)
    return max(earned(before) - earned(without), 0)
