"""What must hold for every contract and every life of a loan."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.account import Account
from loanwright.engine.annuity import annuity
from loanwright.engine.api import (
    AccountState,
    AccountStatus,
    Disbursed,
    Event,
    LoanTerms,
    PaidOff,
    Repaid,
    Reversed,
    event_from_json,
    event_to_json,
    payoff_quote,
    replay,
    schedule,
    terms_from_json,
    terms_to_json,
)
from loanwright.engine.estimate import estimated
from loanwright.engine.replay import apply
from loanwright.engine.rounding import divide
from loanwright.engine.schedule import NO_HOLIDAYS
from loanwright.engine.statement import state_of
from loanwright.engine.timeline import effective
from loanwright.kernel.money import Rounding
from tests.engine import strategies

Life = tuple[LoanTerms, list[Event]]


@given(strategies.terms())
def test_principal_parts_sum_to_principal_and_are_never_negative(contract: LoanTerms) -> None:
    plan = schedule(contract)
    assert sum(plan.principal) + plan.down == contract.principal.minor
    assert min(plan.principal) >= 0
    assert min(plan.interest) >= 0
    assert plan.installments[-1].balance.minor == 0
    assert list(plan.periods.due_on) == sorted(plan.periods.due_on)


@given(
    st.integers(1, 10**12),
    st.lists(st.integers(0, 40_000), min_size=1, max_size=60),
    st.sampled_from([1, 60_000, 365_000]),
    st.sampled_from(Rounding),
    st.sampled_from([1, 10, 100]),
)
def test_an_estimate_is_used_only_where_it_is_rounded_like_the_exact_level(
    amount: int, factors: list[int], scale: int, rounding: Rounding, multiple: int
) -> None:
    found, (numerator, denominator) = estimated(amount, factors, scale), annuity(factors, scale)
    if found is not None:
        assert divide(*found, rounding, multiple) == divide(amount * numerator, denominator, rounding, multiple)


@given(strategies.terms())
def test_terms_survive_json(contract: LoanTerms) -> None:
    assert terms_from_json(terms_to_json(contract)) == contract


@given(strategies.lives())
def test_events_survive_json(life: Life) -> None:
    assert [event_from_json(event_to_json(event)) for event in life[1]] == life[1]


@given(strategies.terms())
def test_account_equals_quote_and_contract(contract: LoanTerms) -> None:
    plan = schedule(contract)
    opened = replay(contract, [_disbursed(contract)], contract.start_on)
    agreed = [(row.number, row.due_on, row.total) for row in plan.installments if row.number]
    assert [(row.number, row.due_on, row.due.total) for row in opened.installments if row.number] == agreed


@given(st.data())
def test_every_prefix_on_every_day_balances(data: st.DataObject) -> None:
    contract, events = data.draw(strategies.lives())
    as_of = data.draw(strategies.days_of(contract))
    prefix = data.draw(st.integers(0, len(events)))
    _assert_sound(replay(contract, events[:prefix], as_of))


@given(st.data())
def test_paid_as_agreed_settles_on_the_last_due_date(data: st.DataObject) -> None:
    contract = data.draw(strategies.terms())
    events: list[Event] = [_disbursed(contract)]
    plan = replay(contract, events, contract.start_on)
    for row in plan.installments:
        if row.due.total:
            events.append(Repaid(sequence=len(events) + 1, effective_on=row.due_on, amount=row.due.total))
    last = replay(contract, events, plan.installments[-1].due_on)
    assert last.status is AccountStatus.SETTLED
    assert last.credit_balance.minor == 0
    assert last.paid.penalties.minor == 0
    _assert_sound(last)


@given(strategies.lives(), st.randoms(use_true_random=False))
def test_the_order_of_insertion_does_not_matter(life: Life, shuffler: random.Random) -> None:
    contract, events = life
    as_of = contract.start_on + timedelta(days=1000)
    shuffled = list(events)
    shuffler.shuffle(shuffled)
    assert replay(contract, shuffled, as_of) == replay(contract, events, as_of)


@given(st.data())
def test_looking_in_between_changes_nothing(data: st.DataObject) -> None:
    """Penalties, accruals and credit come out the same whether time passes in one step or in many."""
    contract, events = data.draw(strategies.lives())
    stops = data.draw(st.lists(strategies.days_of(contract), max_size=30))
    as_of = contract.start_on + timedelta(days=1000)
    account = Account(contract, NO_HOLIDAYS)
    for day, event in effective(events, contract):
        for stop in sorted(stops):
            if account.day < stop < day:
                account.advance(stop)
        account.advance(day)
        apply(account, event)
    for stop in sorted(stops):
        if account.day < stop <= as_of:
            account.advance(stop)
    account.advance(as_of)
    assert state_of(account) == replay(contract, events, as_of)


@given(st.data())
def test_reversing_any_event_restores_the_state_without_it(data: st.DataObject) -> None:
    contract, events = data.draw(strategies.lives())
    kept = [event for event in events if not isinstance(event, Reversed)]
    victim = data.draw(st.sampled_from(kept[1:] or kept))
    as_of = data.draw(strategies.days_of(contract))
    reversal = Reversed(sequence=99, effective_on=as_of, reverses=victim.sequence)
    without = [event for event in kept if event is not victim]
    assert replay(contract, [*kept, reversal], as_of) == replay(contract, without, as_of)
    restored = Reversed(sequence=100, effective_on=as_of, reverses=99)
    assert replay(contract, [*kept, reversal, restored], as_of) == replay(contract, kept, as_of)


@given(st.data())
def test_paying_the_quote_settles_to_the_cent(data: st.DataObject) -> None:
    contract, events = data.draw(strategies.lives())
    last = max(event.effective_on for event in events)
    on = last + timedelta(days=data.draw(st.integers(0, 400)))
    quote = payoff_quote(contract, events, on)
    if quote.amount.minor:
        events = [*events, PaidOff(sequence=99, effective_on=on, amount=quote.amount)]
    state = replay(contract, events, on)
    if state.status is AccountStatus.PENDING:
        return
    if quote.amount.minor:
        assert state.status is AccountStatus.SETTLED
        assert state.credit_balance.minor == 0
    _assert_sound(state)


def _disbursed(contract: LoanTerms) -> Disbursed:
    return Disbursed(sequence=1, effective_on=contract.start_on, amount=contract.principal)


def _assert_sound(state: AccountState) -> None:
    """No cent created or lost, in the ledger's totals and in every installment."""
    assert state.totals.imbalance.minor == 0
    assert state.credit_balance.minor >= 0
    assert state.principal_outstanding == state.totals.principal
    totals = state.totals
    taken: Any = state.paid.total + state.credit_balance + totals.refunded
    granted = totals.waived.minor - sum(sum(row.waived.minors[1:]) for row in state.installments)
    assert taken.minor == totals.received.minor + granted
    for row in state.installments:
        assert min(row.remaining.minors) >= 0
        assert (row.paid_on is None) or not row.remaining
    assert state.due.total >= state.overdue.total
    assert (state.days_past_due > 0) == bool(state.overdue)
    if state.status is not AccountStatus.PENDING:
        assert (state.days_past_due > 0) == (state.status is AccountStatus.OVERDUE)
