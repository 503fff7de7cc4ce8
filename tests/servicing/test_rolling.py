"""One step past a due date without the engine comes to what the engine says, for every loan that is plain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from loanwright.engine.api import AccountState, LoanTerms, replay
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.projection import growth_in_sql
from loanwright.servicing.rolling import Coming, NextDue, Passed, PlainLoan, roll
from tests.servicing.test_accrual import _PAYMENTS, _TERMS, life_of


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(terms=_TERMS.map(lambda terms: replace(terms, fees=())), payments=_PAYMENTS, seen_after=st.integers(0, 500))
def test_a_step_is_what_replay_says(terms: LoanTerms, payments: list[tuple[int, int, int]], seen_after: int) -> None:
    seen_on = terms.start_on + timedelta(days=seen_after)
    events = [event for event in life_of(terms, payments) if event.effective_on <= seen_on]
    before = replay(terms, events, seen_on)
    growth = growth_in_sql(before)
    assume(growth.is_plain)
    assert growth.through is not None
    today = growth.through + timedelta(days=1)
    then = replay(terms, events, today)
    rolled = roll(_plain(terms, before, then))
    assert rolled.accrued_through == then.as_of
    assert before.totals.interest_income.minor + rolled.earned == then.totals.interest_income.minor
    assert before.totals.penalty_income.minor + rolled.penalty == then.totals.penalty_income.minor
    assert (rolled.status.value, rolled.overdue) == (then.status.value, then.overdue.total.minor)
    assert rolled.overdue_since == then.oldest_unpaid_due_on
    assert rolled.growth == growth_in_sql(then)


def _plain(terms: LoanTerms, before: AccountState, then: AccountState) -> PlainLoan:
    """As the statement reads it from the stored rows, which are those of `before`."""
    line = before.growth.interest
    assert line is not None and before.growth.through is not None
    position, passed = next(place for place in enumerate(before.rows) if place[1].due_on == before.growth.through)
    coming = next((row for row in before.rows if row.due_on >= then.as_of), None)
    unpaid = next((row for row in before.rows if row.due_on >= then.as_of and row.unpaid), None)
    return PlainLoan(
        id=UUID(int=1),
        product_code="any",
        status=LoanStatus(before.status.value),
        accrued_through=before.as_of,
        overdue=before.overdue.total.minor,
        overdue_since=before.oldest_unpaid_due_on,
        interest=line,
        penalty=terms.penalty,
        passed=Passed(position, passed.due_on, tuple(map(passed.remaining, range(4)))),
        coming=Coming(coming.from_on, coming.due_on, coming.due[1]) if coming else None,
        next_due=NextDue(unpaid.due_on, sum(map(unpaid.remaining, range(4)))) if unpaid else None,
    )
