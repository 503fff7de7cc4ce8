"""What must be true of every account at the end of every day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields

from loanwright.engine.api import AccountState, AccountStatus, Totals
from loanwright.kernel.money import Money


class InvariantBroken(AssertionError):
    """Something that must never happen has happened; the text says what."""


Books = dict[str, int]
"""Minor units by account of the engine's totals: what the entries of every day have added up to."""


def check(state: AccountState, received: int) -> None:
    """Every invariant of one account.

    Raises:
        InvariantBroken: named after the first that does not hold.
    """
    for holds in _INVARIANTS:
        for broken in holds(state, received):
            raise InvariantBroken(f"{holds.__name__}: {broken}")


def post_difference(books: Books, totals: Totals) -> None:
    """Post what has changed since yesterday as one entry.

    Raises:
        InvariantBroken: the entry does not balance.
    """
    entry = {field.name: getattr(totals, field.name).minor - books.get(field.name, 0) for field in fields(totals)}
    imbalance = Totals(*(Money(amount) for amount in entry.values())).imbalance
    if imbalance:
        raise InvariantBroken(f"the entry of the day is out of balance by {imbalance}")
    for name, amount in entry.items():
        books[name] = books.get(name, 0) + amount


def totals_balance(state: AccountState, _: int) -> Iterator[str]:
    """Debits equal credits."""
    if state.totals.imbalance:
        yield str(state.totals.imbalance)


def every_cent_received_is_somewhere(state: AccountState, received: int) -> Iterator[str]:
    """Money that came in has paid something, is credit, or was given back."""
    if state.totals.received.minor != received:
        yield f"received {state.totals.received}, paid in {Money(received)}"
    found = state.paid.total + state.credit_balance + state.totals.refunded
    if found != state.totals.received:
        yield f"{found} of {state.totals.received}"


def nothing_is_negative(state: AccountState, _: int) -> Iterator[str]:
    """No installment asks, was paid or was spared less than nothing; nor is credit or principal below it."""
    for row in state.installments:
        if min((*row.due.minors, *row.paid.minors, *row.waived.minors)) < 0:
            yield f"installment {row.number} of {row.due_on}"
    if min(state.credit_balance.minor, state.principal_outstanding.minor) < 0:
        yield "credit or principal"


def no_more_is_paid_than_is_due(state: AccountState, _: int) -> Iterator[str]:
    """In every component of every installment; a paid one has nothing left."""
    for row in state.installments:
        if min(row.remaining.minors) < 0 or (row.paid_on and row.remaining):
            yield f"installment {row.number} of {row.due_on}"


def balances_lead_to_nothing(state: AccountState, _: int) -> Iterator[str]:
    """Installments repay what was paid out, no more and no less; due dates don't run backwards."""
    paid_out = sum(amount for _, amount in state.paid_out)
    planned = sum(row.due.principal.minor for row in state.installments)
    if state.installments and paid_out != planned:
        yield f"{Money(paid_out)} paid out, {Money(planned)} planned"
    due_on = [row.due_on for row in state.installments]
    if due_on != sorted(due_on):
        yield "due dates"


def principal_is_what_is_unpaid(state: AccountState, _: int) -> Iterator[str]:
    """The balance is the sum of what installments still ask."""
    unpaid = sum(row.remaining.principal.minor for row in state.installments)
    if unpaid != state.principal_outstanding.minor:
        yield f"{Money(unpaid)} unpaid, {state.principal_outstanding} outstanding"


def arrears_agree(state: AccountState, _: int) -> Iterator[str]:
    """Overdue means that something was due before today and is unpaid; its days count from there."""
    late = [row for row in state.installments if row.due_on < state.as_of and row.remaining]
    owed = sum(row.remaining.total.minor for row in late)
    if (state.overdue.total.minor, bool(state.days_past_due)) != (owed, bool(late)):
        yield f"{Money(owed)} overdue, shown {state.overdue.total} since {state.days_past_due} days"
    if state.status in (AccountStatus.ACTIVE, AccountStatus.OVERDUE):
        if (state.status is AccountStatus.OVERDUE) != bool(late):
            yield str(state.status)
    elif late and state.status is not AccountStatus.WRITTEN_OFF:
        yield str(state.status)


def a_settled_loan_asks_nothing(state: AccountState, _: int) -> Iterator[str]:
    """Nothing is outstanding, due, receivable or to be paid off; nor is it of a loan that was sold."""
    if state.status in (AccountStatus.SETTLED, AccountStatus.SOLD):
        totals = state.totals
        open_amounts = [state.principal_outstanding, state.due.total, state.payoff.total, state.interest_accrued]
        open_amounts += [totals.interest_receivable, totals.fees_receivable, totals.penalties_receivable]
        open_amounts += [totals.memo_interest, totals.memo_written_off]
        if any(open_amounts):
            yield str([str(amount) for amount in open_amounts])


def a_claim_is_on_the_books_or_beside_them(state: AccountState, _: int) -> Iterator[str]:
    """All principal owed is one or the other, and of a loan that does not accrue no interest is an asset."""
    totals = state.totals
    if totals.principal + totals.memo_written_off != state.principal_outstanding:
        yield f"{totals.principal} and {totals.memo_written_off} of {state.principal_outstanding}"
    if min(totals.principal.minor, totals.memo_written_off.minor, totals.written_off.minor, totals.recovered.minor) < 0:
        yield "less than nothing"
    if state.non_accrual and (totals.interest_receivable or totals.penalties_receivable):
        yield f"{totals.interest_receivable} and {totals.penalties_receivable} receivable"


_INVARIANTS: Sequence[Callable[[AccountState, int], Iterator[str]]] = (
    totals_balance,
    every_cent_received_is_somewhere,
    nothing_is_negative,
    no_more_is_paid_than_is_due,
    balances_lead_to_nothing,
    principal_is_what_is_unpaid,
    arrears_agree,
    a_settled_loan_asks_nothing,
    a_claim_is_on_the_books_or_beside_them,
)
