"""Reads an account in motion and writes down its state: every figure a servicer, a ledger or a borrower asks for."""

from __future__ import annotations

from collections.abc import Sequence

from loanwright.engine.account import Account
from loanwright.engine.closing import payoff_parts
from loanwright.engine.earnings import claims_left, earned, interest_of
from loanwright.engine.growth import growth_of
from loanwright.engine.impairment import UNIMPAIRED, Ending, Figures
from loanwright.engine.parts import Parts
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row, remaining, sums
from loanwright.engine.state import AccountState, AccountStatus, NextDue, Totals
from loanwright.kernel.money import Money


def state_of(account: Account) -> AccountState:
    """The account as it stands on the day it has been brought to."""
    account.look()
    currency, rows, due_rows = account.terms.principal.currency, account.rows, account.due_rows()
    interest, paid, waived = interest_of(account), sums([row.paid for row in rows]), sums([row.waived for row in rows])
    become = earned(account, interest.earned)
    owed = claims_left(account, become, paid, waived)
    totals = _totals(account, become, owed, waived)
    late = [row for row in due_rows if row.due_on < account.day and row.unpaid]
    return AccountState(
        as_of=account.day,
        status=_status(account, late),
        principal_outstanding=Money(owed[PRINCIPAL], currency),
        interest_accrued=Money(interest.accrued, currency),
        due=Parts.of(remaining(due_rows), currency),
        overdue=Parts.of(remaining(late), currency),
        oldest_unpaid_due_on=late[0].due_on if late else None,
        days_past_due=(account.day - late[0].due_on).days if late else 0,
        credit_balance=Money(account.credit, currency),
        next_due=_next_due(account),
        payoff=Parts.of(payoff_parts(account, owed[INTEREST]), currency),
        paid=Parts.of(paid, currency),
        totals=totals,
        settled_on=account.settled_on,
        non_accrual=account.impairment.reason if account.impairment else None,
        growth=growth_of(account),
        rows=tuple(rows),
        paid_out=tuple(account.paid_out),
    )


def _status(account: Account, late: Sequence[Row]) -> AccountStatus:
    if not account.opened:
        return AccountStatus.PENDING
    if account.impairment and account.impairment.ending:
        return _ended(account, account.impairment.ending)
    if account.settled_on is not None:
        return AccountStatus.SETTLED
    return AccountStatus.OVERDUE if late else AccountStatus.ACTIVE


def _ended(account: Account, ending: Ending) -> AccountStatus:
    """A claim that was written off may still be settled; one that was sold is somebody else's."""
    if ending is Ending.SOLD:
        return AccountStatus.SOLD
    return AccountStatus.WRITTEN_OFF if account.settled_on is None else AccountStatus.SETTLED


def _next_due(account: Account) -> NextDue | None:
    for row in account.rows[account.open_from :]:
        if row.due_on >= account.day and row.unpaid:
            owed = [row.remaining(column) for column in range(4)]
            return NextDue(row.number, row.due_on, Parts.of(owed, account.terms.principal.currency))
    return None


def _totals(account: Account, become: Sequence[int], owed: Sequence[int], waived: Sequence[int]) -> Totals:
    currency, lost = account.terms.principal.currency, _lost(account, owed)
    off = lost.off
    income = [
        gained - sum(known)
        for gained, *known in zip(become, account.taken_over, account.returned, off, lost.given_up, strict=True)
    ]
    minors = (
        *(claim - part for claim, part in zip(owed, off, strict=True)),
        account.credit,
        income[INTEREST] + lost.sold[INTEREST],
        income[FEES] + lost.sold[FEES] + account.fees_deducted + account.capitalised,
        income[PENALTIES] + lost.sold[PENALTIES],
        account.disbursed,
        account.received,
        account.refunded,
        sum(waived[INTEREST:]) + account.granted - sum(lost.given_up),
        sum(account.taken_over),
    )
    losses = (*lost.totals, sum(off[INTEREST:]), off[PRINCIPAL]) if account.impairment else _NO_LOSSES
    nothing = Money(0, currency)
    return Totals(*[Money(minor, currency) if minor else nothing for minor in (*minors, *losses)])


_NO_LOSSES = (0, 0, 0, 0, 0, 0)


def _lost(account: Account, owed: Sequence[int]) -> Figures:
    return account.impairment.figures(owed) if account.impairment else UNIMPAIRED
