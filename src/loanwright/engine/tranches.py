"""A loan that is planned to be paid out in several tranches (分期放款): its schedule if all of them come as planned.

Each tranche is amortised with the rest over the installments still to come, from its own day: interest runs on what has
been paid out, and the level is computed again. That is what replay does when the tranche is really paid out
(`opening.join`), by the same plan.
"""

from __future__ import annotations

from dataclasses import replace

from loanwright.engine.contradictions import TranchesDoNotFit
from loanwright.engine.row import INTEREST, PRINCIPAL, rows_of
from loanwright.engine.running import Running
from loanwright.engine.schedule import Schedule
from loanwright.engine.terms import LoanTerms


def first_of(terms: LoanTerms) -> LoanTerms:
    """The same contract over the first tranche alone."""
    later = sum(tranche.amount.minor for tranche in terms.later_tranches)
    return replace(terms, principal=replace(terms.principal, minor=terms.principal.minor - later), later_tranches=())


def with_tranches(first: Schedule, terms: LoanTerms) -> Schedule:
    """The schedule of the first tranche, and the later ones of the terms joined to it on their days.

    Raises:
        TranchesDoNotFit: one is planned for the last due date or after it.
    """
    rows = rows_of(first.periods, first.principal, first.interest, first.fees)
    running = Running(first, rows)
    for tranche in terms.later_tranches:
        running.run(rows, tranche.on)
        if not running.open_rows(rows):
            raise TranchesDoNotFit(term="dates")
        running.join(rows, tranche.amount.minor)
    principal, interest = (tuple(row.due[column] for row in rows) for column in (PRINCIPAL, INTEREST))
    return replace(first, terms=terms, principal=principal, interest=interest)
