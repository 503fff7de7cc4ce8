"""The entry of one chunk of the close: what all its loans moved today, aggregated per product."""

from __future__ import annotations

from collections.abc import Mapping

from loanwright.kernel.money import Currency, Money
from loanwright.ledger.api import Posting
from loanwright.servicing.model import Posted
from loanwright.servicing.postings.difference import movements


def postings(changes: Mapping[str, Posted], currency: Currency) -> tuple[Posting, ...]:
    """Per product the movements of the summed change; no loan is named, the daily snapshot names them."""
    return tuple(
        Posting(debit, credit, Money(minor, currency), product)
        for product, change in sorted(changes.items())
        for debit, credit, minor in movements(change)
    )
