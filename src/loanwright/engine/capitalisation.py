"""Interest that joins the principal when its period ends, because nobody had to pay it yet (利息资本化).

In a schedule and among an account's rows such a period asks for its interest and for minus as much of principal:
nothing is due, the balance grows, and principal parts still sum to the principal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loanwright.engine.row import INTEREST, PRINCIPAL, Row


def capitalise(rows: Sequence[Row], until: date) -> None:
    """Let the interest of rows due by a day join the principal: each is paid by the principal it adds."""
    for row in rows:
        if row.due_on > until or row.due[PRINCIPAL] >= 0:
            return
        for column in (PRINCIPAL, INTEREST):
            row.paid[column] = row.due[column]
        if row.paid_on is None and not row.unpaid:
            row.paid_on = row.due_on
