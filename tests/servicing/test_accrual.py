"""What the close computes without the engine is what the engine says: on every day, in every day count and rounding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, literal, select, update

from loanwright.engine.api import (
    MONTHLY,
    DayCount,
    Disbursed,
    Event,
    Fee,
    FeeTiming,
    Grace,
    InterestBasis,
    LoanTerms,
    Method,
    PenaltyBase,
    PenaltyTerms,
    Repaid,
    UnpaidInterest,
    accrued,
    replay,
    schedule,
)
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate
from loanwright.servicing.model import ACCRUED_IN_SQL
from loanwright.servicing.projection import grown, posted, project
from loanwright.servicing.repository.accrual import Moment, accrued_sql, moment_values, penalties_sql
from loanwright.servicing.repository.rows import projected_columns
from loanwright.servicing.tables import loan
from tests.servicing.book import TERMS, pending_loan

_NEEDING_MORE = (Method.BALLOON, Method.FLAT, Method.CUSTOM, Method.FIXED_INSTALLMENT)
_PENALTIES = st.builds(
    PenaltyTerms,
    rate=st.decimals("0.01", "36", places=2).map(Rate.percent),
    grace_days=st.integers(0, 10),
    day_count=st.sampled_from([DayCount.ACT_360, DayCount.ACT_365]),
    base=st.sampled_from(PenaltyBase),
    compound_every=st.none() | st.just(MONTHLY),
    cap_percent=st.none() | st.just(Decimal(20)),
)
_CAPITALISED = Grace(principal=1, interest_payment=1, unpaid=UnpaidInterest.CAPITALISED)


def _perhaps_capitalised(terms: LoanTerms, grace: Grace) -> LoanTerms:
    """Where the terms allow it."""
    levels = terms.method in (Method.EQUAL_INSTALLMENTS, Method.EQUAL_PRINCIPAL) and terms.periods > 2
    allowed = levels and terms.interest_basis is InterestBasis.AS_AGREED
    return replace(terms, grace=grace) if allowed else terms


_PLAIN_TERMS = st.builds(
    replace,
    st.just(TERMS),
    principal=st.integers(1_00, 2_000_000_00).map(Money),
    rate=st.decimals("0.01", "36", places=2).map(Rate.percent),
    method=st.sampled_from([method for method in Method if method not in _NEEDING_MORE]),
    periods=st.integers(1, 36),
    start_on=st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    day_count=st.sampled_from([DayCount.PER_PERIOD, *ACCRUED_IN_SQL]),
    interest_basis=st.sampled_from(InterestBasis),
    interest_rounding=st.sampled_from(Rounding),
    penalty=st.none() | _PENALTIES,
    fees=st.just(()) | st.just((Fee("service", FeeTiming.PER_INSTALLMENT, Money(12_34)),)),
)
_TERMS = st.builds(_perhaps_capitalised, _PLAIN_TERMS, st.sampled_from([Grace(), _CAPITALISED]))
_PAYMENTS = st.lists(st.tuples(st.integers(0, 12), st.integers(-9, 9), st.integers(1, 130)), max_size=5)
"""The installment it is meant for, days after its due date, percent of it."""


def life_of(terms: LoanTerms, payments: list[tuple[int, int, int]]) -> list[Event]:
    """Disbursed, and paid early or late, in part or too much."""
    events: list[Event] = [Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)]
    rows = schedule(terms).installments
    for place, (number, days, percent) in enumerate(payments, start=2):
        row = rows[number % len(rows)]
        paid_on = max(row.due_on + timedelta(days=days), terms.start_on)
        amount = Money(max(row.total.minor * percent // 100, 1))
        events.append(Repaid(sequence=place, effective_on=paid_on, amount=amount))
    return events


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(terms=_TERMS, payments=_PAYMENTS, seen_after=st.integers(0, 500), asked_after=st.integers(0, 400))
def test_lines_rise_as_the_engine_says(
    terms: LoanTerms, payments: list[tuple[int, int, int]], seen_after: int, asked_after: int
) -> None:
    seen_on = terms.start_on + timedelta(days=seen_after)
    events = [event for event in life_of(terms, payments) if event.effective_on <= seen_on]
    state = replay(terms, events, seen_on)
    growth = state.growth
    room = 700 if growth.through is None else (growth.through - seen_on).days
    day = seen_on + timedelta(days=min(asked_after, room))
    interest = accrued(growth.interest, day) - accrued(growth.interest, seen_on)
    penalties = sum(accrued(line, day) - accrued(line, seen_on) for line in growth.penalties)
    then = replay(terms, events, day)
    assert posted(state) + grown(interest, penalties) == posted(then)
    assert (state.status, state.overdue.minors[:3]) == (then.status, then.overdue.minors[:3])  # but penalties
    if terms.interest_basis is InterestBasis.AS_AGREED:
        assert state.next_due == then.next_due


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(terms=_TERMS, payments=_PAYMENTS, seen_after=st.integers(0, 500), asked_after=st.integers(0, 400))
def test_sql_rises_as_the_lines_do(
    runtime: Runtime, terms: LoanTerms, payments: list[tuple[int, int, int]], seen_after: int, asked_after: int
) -> None:
    account = replace(pending_loan(runtime), terms=terms)
    seen_on = terms.start_on + timedelta(days=seen_after)
    events = [event for event in life_of(terms, payments) if event.effective_on <= seen_on]
    projection = project(account, events, replay(terms, events, seen_on))
    growth = projection.growth
    room = 700 if growth.through is None else (growth.through - seen_on).days
    day = seen_on + timedelta(days=min(asked_after, room))
    in_sql = runtime.run(SYSTEM, lambda uow: _risen_in_sql(uow, account.id, projected_columns(projection), day))
    assert in_sql == (accrued(growth.interest, day), sum(accrued(line, day) for line in growth.penalties))


def _risen_in_sql(uow: UnitOfWork, loan_id: UUID, columns: dict[str, object], day: date) -> tuple[int, int]:
    uow.connection.execute(update(loan).where(loan.c.id == loan_id).values(columns))
    moments = Moment.of(literal(day, Date)), Moment.given("today")
    risen = [line(loan.c, moment) for moment in moments for line in (accrued_sql, penalties_sql)]
    row = uow.connection.execute(select(*risen).where(loan.c.id == loan_id), moment_values("today", day)).one()
    interest, penalties, *given = row
    assert given == [interest, penalties]
    return interest, penalties
