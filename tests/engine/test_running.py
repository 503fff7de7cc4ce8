"""What changes installments that are still to come: the real balance, tranches, rates, pauses, acceleration."""

from dataclasses import replace
from datetime import date

import pytest

from loanwright.engine.api import (
    AccountState,
    AccountStatus,
    Component,
    ContractTerminated,
    Disbursed,
    Event,
    Excess,
    Fee,
    FeeCharged,
    FeeTiming,
    InterestBasis,
    InterestPaused,
    InterestStopped,
    LoanAlreadyOpened,
    LoanTerms,
    Method,
    NothingStillToCome,
    PaidOff,
    RateChanged,
    Repaid,
    Waterfall,
    payoff_quote,
    replay,
)
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate
from tests.engine.test_schedule import contract

START = date(2024, 1, 1)


def after(*events: Event, on: date, terms: LoanTerms | None = None) -> AccountState:
    """100 over 6 months at 7 %, and then some events."""
    agreed = terms or six_months(InterestBasis.AS_AGREED)
    opened = Disbursed(sequence=1, effective_on=START, amount=Money.parse("100"))
    return replay(agreed, [opened, *events], on)


def six_months(basis: InterestBasis, principal: str = "100", excess: Excess = Excess.NEXT_INSTALLMENT) -> LoanTerms:
    """A small loan whose figures are easy to follow."""
    return contract(
        principal=Money.parse(principal),
        rate=Rate.percent(7),
        periods=6,
        start_on=START,
        interest_basis=basis,
        allocation=Waterfall(excess=excess),
    )


def rows(state: AccountState) -> list[tuple[str, str]]:
    """Principal and interest of every installment."""
    return [(str(row.due.principal), str(row.due.interest)) for row in state.installments]


def repaid(on: date, amount: str) -> Repaid:
    """A payment."""
    return Repaid(sequence=2, effective_on=on, amount=Money.parse(amount))


def test_as_agreed_an_early_payment_changes_nothing() -> None:
    early = after(repaid(date(2024, 1, 15), "17.01"), on=date(2024, 1, 15))
    assert rows(early) == rows(after(on=START))


def test_on_the_real_balance_an_early_payment_saves_interest() -> None:
    """14 of January's 30 days cost 100 x 7 % x 14 / 360 = 0.27; the rest of it falls to February on 83.26."""
    terms = six_months(InterestBasis.ON_BALANCE)
    state = after(repaid(date(2024, 1, 15), "17.01"), on=date(2024, 1, 15), terms=terms)
    assert rows(state)[:2] == [("16.74", "0.27"), ("16.26", "0.75")]
    assert sum(row.due.principal.minor for row in state.installments) == 10000


def test_on_the_real_balance_what_is_overdue_costs_interest() -> None:
    terms = six_months(InterestBasis.ON_BALANCE)
    assert rows(after(on=date(2024, 3, 1), terms=terms))[1] == ("16.43", "0.58")
    spared = six_months(InterestBasis.ON_BALANCE_NOT_OVERDUE)
    assert rows(after(on=date(2024, 3, 1), terms=spared))[1] == ("16.52", "0.49")


def test_a_second_disbursement_joins_the_rest() -> None:
    second = Disbursed(sequence=2, effective_on=date(2024, 2, 1), amount=Money.parse("50"))
    state = after(second, on=date(2024, 2, 1), terms=six_months(InterestBasis.AS_AGREED, "150"))
    assert rows(state)[0] == ("16.43", "0.58")
    assert str(state.installments[1].due.total) == "27.18"
    assert str(state.principal_outstanding) == "150.00"
    assert not state.totals.imbalance


def test_no_more_than_was_agreed_can_be_disbursed() -> None:
    with pytest.raises(LoanAlreadyOpened):
        after(Disbursed(sequence=2, effective_on=date(2024, 2, 1), amount=Money(1)), on=date(2024, 2, 1))


def test_a_new_rate_from_a_due_date() -> None:
    changed = RateChanged(sequence=2, effective_on=date(2024, 2, 1), from_on=date(2024, 2, 1), rate=Rate.percent(0))
    assert rows(after(changed, on=date(2024, 2, 1)))[:2] == [("16.43", "0.58"), ("16.71", "0.00")]


def test_a_backdated_rate_counts_from_its_day() -> None:
    known_later = RateChanged(sequence=2, effective_on=date(2024, 3, 9), from_on=date(2024, 2, 1), rate=Rate.percent(0))
    known_then = RateChanged(sequence=2, effective_on=date(2024, 2, 1), from_on=date(2024, 2, 1), rate=Rate.percent(0))
    on = date(2024, 3, 10)
    assert after(known_later, on=on) == after(known_then, on=on)


def test_a_pause_spares_its_days_and_the_last_installment_is_lower() -> None:
    """15 of February's days: 83.57 x 7 % x 15 / 360 = 0.24 is left."""
    pause = InterestPaused(sequence=2, effective_on=START, from_on=date(2024, 2, 1), until_on=date(2024, 2, 15))
    state = after(pause, on=START)
    assert rows(state)[1] == ("16.77", "0.24")
    assert state.installments[-1].due.total < state.installments[0].due.total


def test_interest_stopped_for_good() -> None:
    state = after(InterestStopped(sequence=2, effective_on=date(2024, 2, 1)), on=date(2024, 2, 1))
    assert [interest for _, interest in rows(state)] == ["0.58"] + ["0.00"] * 5


def test_called_due_everything_is_owed_today() -> None:
    state = after(ContractTerminated(sequence=2, effective_on=date(2024, 2, 16)), on=date(2024, 2, 16))
    assert rows(state) == [("16.43", "0.58"), ("83.57", "0.25")]
    assert state.due.total == state.payoff_amount


def test_nothing_is_left_to_change_after_the_end() -> None:
    with pytest.raises(NothingStillToCome):
        after(InterestStopped(sequence=2, effective_on=date(2024, 7, 1)), on=date(2024, 7, 1))


def test_nothing_is_paid_out_into_installments_that_were_all_paid_in_advance() -> None:
    terms = contract(
        method=Method.INTEREST_ONLY,
        interest_basis=InterestBasis.ON_BALANCE,
        allocation=Waterfall(excess=Excess.NEXT_INSTALLMENT),
    )
    half = Money(terms.principal.minor // 2)
    events: list[Event] = [
        Disbursed(sequence=1, effective_on=terms.start_on, amount=half),
        Repaid(sequence=2, effective_on=terms.start_on, amount=half),
        Disbursed(sequence=3, effective_on=date(2026, 1, 20), amount=half),
    ]
    with pytest.raises(NothingStillToCome):
        replay(terms, events, date(2026, 1, 20))


def test_paid_in_equal_shares_the_last_installment_takes_what_the_others_leave() -> None:
    """100 does not divide by 6: where principal is paid first, 16.66 five times leave 16.70."""
    terms = replace(
        six_months(InterestBasis.ON_BALANCE),
        method=Method.EQUAL_PRINCIPAL,
        installment_rounding=Rounding.FLOOR,
        allocation=Waterfall(
            (Component.PRINCIPAL, Component.INTEREST, Component.PENALTY, Component.FEE), excess=Excess.EQUAL_SHARES
        ),
    )
    state = after(repaid(date(2024, 1, 15), "110"), on=date(2024, 1, 15), terms=terms)
    assert (state.status, str(state.credit_balance)) == (AccountStatus.SETTLED, "9.73")
    assert [principal for principal, _ in rows(state)] == ["16.66"] * 5 + ["16.70"]
    assert not state.totals.imbalance


def test_principal_due_at_the_end_stays_there_when_the_last_installment_is_paid_first() -> None:
    terms = replace(six_months(InterestBasis.ON_BALANCE, excess=Excess.LAST_INSTALLMENT), method=Method.INTEREST_ONLY)
    state = after(repaid(date(2024, 1, 15), "10"), on=date(2024, 1, 15), terms=terms)
    assert [principal for principal, _ in rows(state)] == ["0.00"] * 5 + ["100.00"]
    assert str(state.principal_outstanding) == "90.00"


@pytest.mark.parametrize("excess", Excess)
def test_a_payoff_gives_back_fees_of_installments_paid_in_advance(excess: Excess) -> None:
    terms = replace(
        six_months(InterestBasis.ON_BALANCE, "2.51", excess),
        rate=Rate.percent(0),
        method=Method.INTEREST_ONLY,
        periods=2,
        fees=(Fee("service", FeeTiming.PER_INSTALLMENT, amount=Money.parse("2.50")),),
    )
    paid = [replace(repaid(START, amount), sequence=place) for place, amount in enumerate(["0.01", "2.49"], 2)]
    events: list[Event] = [Disbursed(sequence=1, effective_on=START, amount=terms.principal), *paid]
    quote = payoff_quote(terms, events, START)
    assert str(quote.amount) == "0.01"
    state = replay(terms, [*events, PaidOff(sequence=4, effective_on=START, amount=quote.amount)], START)
    assert (state.status, state.credit_balance.minor) == (AccountStatus.SETTLED, 0)
    assert not state.totals.fee_income
    assert not state.totals.imbalance


@pytest.mark.parametrize("excess", [Excess.NEXT_INSTALLMENT, Excess.CURRENT_THEN_LAST, Excess.EQUAL_SHARES])
def test_paid_ahead_interest_only_keeps_its_due_dates(excess: Excess) -> None:
    """100 at 7 %: on the 16th half of January's 0.58 is earned and paid; the rest of 20 is principal.

    The rest of January costs 0.24 on 80, February 0.47: no installment closes at nothing before it falls due.
    """
    terms = replace(six_months(InterestBasis.ON_BALANCE, excess=excess), method=Method.INTEREST_ONLY)
    state = after(repaid(date(2024, 1, 16), "20.29"), on=date(2024, 1, 16), terms=terms)
    assert rows(state) == [("0.00", "0.29"), ("0.00", "0.71"), *[("0.00", "0.47")] * 3, ("100.00", "0.47")]
    assert [row.paid_on for row in state.installments] == [date(2024, 1, 16), *[None] * 5]
    assert (state.next_due.on if state.next_due else None) == date(2024, 3, 1)
    assert str(state.principal_outstanding) == "80.00"


def test_paid_ahead_on_a_due_date_interest_only_earns_from_there() -> None:
    terms = replace(six_months(InterestBasis.ON_BALANCE), method=Method.INTEREST_ONLY)
    state = after(repaid(date(2024, 2, 1), "50.58"), on=date(2024, 2, 1), terms=terms)
    assert rows(state) == [("0.00", "0.58"), *[("0.00", "0.29")] * 4, ("100.00", "0.29")]


def test_a_fee_paid_ahead_does_not_close_the_installment_it_came_with() -> None:
    terms = replace(six_months(InterestBasis.ON_BALANCE), method=Method.INTEREST_ONLY)
    fee = FeeCharged(sequence=2, effective_on=START, amount=Money.parse("1"), name="survey", due_on=date(2024, 3, 1))
    paid = Repaid(sequence=3, effective_on=date(2024, 2, 1), amount=Money.parse("11.58"))
    state = after(fee, paid, on=date(2024, 2, 1), terms=terms)
    assert [str(row.remaining.interest) for row in state.installments[1:]] == ["0.53"] * 5
    assert str(state.principal_outstanding) == "90.00"
