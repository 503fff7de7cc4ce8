"""What the close computes in SQL is what the engine says, on every day of a period, in every day count and rounding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, literal, select, update

from loanwright.engine.api import DayCount, Disbursed, LoanTerms, Method, replay
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate
from loanwright.servicing.model import ACCRUED_IN_SQL
from loanwright.servicing.projection import project
from loanwright.servicing.repository.accrual import accrued_sql
from loanwright.servicing.repository.rows import projected_columns
from loanwright.servicing.tables import loan
from tests.servicing.book import TERMS, pending_loan

_TERMS = st.builds(
    replace,
    st.just(TERMS),
    principal=st.integers(1_00, 2_000_000_00).map(Money),
    rate=st.decimals("0.01", "36", places=2).map(Rate.percent),
    method=st.sampled_from([method for method in Method if method is not Method.BALLOON]),
    periods=st.integers(1, 36),
    start_on=st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    day_count=st.sampled_from([DayCount.PER_PERIOD, *ACCRUED_IN_SQL]),
    interest_rounding=st.sampled_from(Rounding),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(terms=_TERMS, seen_after=st.integers(0, 400), asked_after=st.integers(0, 400))
def test_sql_accrues_what_replay_accrues(runtime: Runtime, terms: LoanTerms, seen_after: int, asked_after: int) -> None:
    account = replace(pending_loan(runtime), terms=terms)
    events = [Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)]
    projection = project(account, events, replay(terms, events, terms.start_on + timedelta(days=seen_after)))
    if projection.touch_on is None:
        return
    last = (projection.touch_on - projection.accrued_through).days - 1
    day = projection.accrued_through + timedelta(days=asked_after % (last + 1))
    grown = runtime.run(SYSTEM, lambda uow: _grown_in_sql(uow, account.id, projected_columns(projection), day))
    assert projection.posted.interest_income + grown == replay(terms, events, day).totals.interest_income.minor


def _grown_in_sql(uow: UnitOfWork, loan_id: UUID, columns: dict[str, object], day: date) -> int:
    uow.connection.execute(update(loan).where(loan.c.id == loan_id).values(columns))
    today = literal(day, Date)
    grown = select(accrued_sql(today) - accrued_sql(loan.c.accrued_through)).where(loan.c.id == loan_id)
    return int(uow.connection.execute(grown).scalar_one())
