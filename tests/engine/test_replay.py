"""What each kind of event does to an account."""

from datetime import date
from typing import Any

import pytest

from loanwright.engine.api import (
    AccountState,
    AccountStatus,
    AllocationOrder,
    AmountNotPositive,
    Component,
    Disbursed,
    Event,
    Excess,
    Fee,
    FeeCharged,
    FeeTiming,
    LoanAlreadyOpened,
    NothingToReverse,
    PaidOff,
    Parts,
    PenaltyTerms,
    Refunded,
    RefundExceedsCredit,
    Repaid,
    Reversed,
    SequenceRepeated,
    TakenOver,
    Waived,
    WaiverExceedsDue,
    Waterfall,
    replay,
)
from loanwright.kernel.money import Currency, CurrencyMismatch, Money
from loanwright.kernel.rate import Rate
from tests.engine.test_schedule import contract

START, FIRST, SECOND = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
DISBURSED = Disbursed(sequence=1, effective_on=START, amount=Money.parse("10000"))
PENALTY = PenaltyTerms(Rate.percent(18))


def repaid(sequence: int, on: date, amount: str) -> Repaid:
    """A payment."""
    return Repaid(sequence=sequence, effective_on=on, amount=Money.parse(amount))


def after(*events: Event, on: date, **changes: Any) -> AccountState:
    """The account after a plain disbursement and some events."""
    return replay(contract(**changes), [DISBURSED, *events], on)


def shown(parts: Parts) -> list[str]:
    """Principal, interest, fees, penalties as text."""
    return [str(Money(minor)) for minor in parts.minors]


def test_interest_accrues_day_by_day_and_falls_due() -> None:
    assert str(after(on=date(2026, 1, 25)).interest_accrued) == "50.00"
    due = after(on=FIRST)
    assert (str(due.interest_accrued), shown(due.due)) == ("0.00", ["788.49", "100.00", "0.00", "0.00"])
    assert due.next_due is not None
    assert (due.next_due.on, str(due.next_due.amount)) == (FIRST, "888.49")


@pytest.mark.parametrize(
    ("order", "components", "paid"),
    [
        (AllocationOrder.BY_INSTALLMENT, "penalty fee interest principal", ["796.84", "192.12", "0.00", "11.04"]),
        (AllocationOrder.BY_INSTALLMENT, "principal interest fee penalty", ["888.96", "100.00", "0.00", "11.04"]),
        (AllocationOrder.BY_COMPONENT, "principal interest fee penalty", ["1000.00", "0.00", "0.00", "0.00"]),
        (AllocationOrder.BY_COMPONENT, "interest penalty fee principal", ["796.84", "192.12", "0.00", "11.04"]),
    ],
)
def test_waterfall(order: AllocationOrder, components: str, paid: list[str]) -> None:
    """1,000 against two overdue installments with penalties on the first."""
    waterfall = Waterfall(tuple(Component(name) for name in components.split()), order)
    state = after(repaid(2, SECOND, "1000"), on=SECOND, allocation=waterfall, penalty=PENALTY)
    assert sum(state.paid.minors) == 100000
    assert shown(state.paid) == paid


@pytest.mark.parametrize(
    ("excess", "credit", "numbers_paid"),
    [(Excess.HOLD, "1000.00", []), (Excess.NEXT_INSTALLMENT, "0.00", [2]), (Excess.LAST_INSTALLMENT, "0.00", [12])],
)
def test_money_beyond_what_is_due(excess: Excess, credit: str, numbers_paid: list[int]) -> None:
    state = after(repaid(2, FIRST, "1888.49"), on=FIRST, allocation=Waterfall(excess=excess))
    assert str(state.credit_balance) == credit
    assert [row.number for row in state.installments if row.paid_on == FIRST][1:] == numbers_paid


def test_credit_pays_the_next_installment_on_its_due_date() -> None:
    state = after(repaid(2, START, "1000"), on=FIRST)
    assert (str(state.credit_balance), state.installments[0].paid_on) == ("111.51", FIRST)


def test_penalty_runs_from_the_due_date_once_grace_is_over() -> None:
    penalty = PenaltyTerms(Rate.percent(18), grace_days=5)
    assert shown(after(on=date(2026, 2, 15), penalty=penalty).due)[3] == "0.00"
    assert shown(after(on=date(2026, 2, 16), penalty=penalty).due)[3] == "2.37"  # 788.49 x 18 % x 6 / 360


def test_a_backdated_payment_undoes_the_penalty() -> None:
    late = after(on=SECOND, penalty=PENALTY)
    backdated = after(repaid(2, FIRST, "888.49"), on=SECOND, penalty=PENALTY)
    assert (shown(late.due)[3], shown(backdated.due)[3]) == ("11.04", "0.00")


def test_payoff_charges_interest_to_the_day_and_keeps_the_rest_as_credit() -> None:
    day = date(2026, 2, 20)
    quote = after(repaid(2, FIRST, "888.49"), on=day)
    assert shown(quote.payoff) == ["9211.51", "30.71", "0.00", "0.00"]
    paid = PaidOff(sequence=3, effective_on=day, amount=quote.payoff_amount + Money(1))
    state = after(repaid(2, FIRST, "888.49"), paid, on=SECOND)
    assert (state.status, state.settled_on, str(state.credit_balance)) == (AccountStatus.SETTLED, day, "0.01")
    assert len(state.installments) == 2


def test_interest_paid_ahead_comes_back_at_payoff() -> None:
    ahead = Waterfall(excess=Excess.NEXT_INSTALLMENT)
    events = [repaid(2, START, "888.49"), repaid(3, START, "888.49")]
    quote = after(*events, on=date(2026, 1, 20), allocation=ahead)
    assert str(quote.payoff.interest) == "-158.79"  # 33.33 accrued, 192.12 paid
    state = after(
        *events, PaidOff(sequence=4, effective_on=quote.as_of, amount=quote.payoff_amount), on=SECOND, allocation=ahead
    )
    assert (state.status, str(state.totals.interest_income)) == (AccountStatus.SETTLED, "33.33")


def test_a_payoff_that_does_not_suffice_is_a_repayment() -> None:
    state = after(PaidOff(sequence=2, effective_on=FIRST, amount=Money.parse("9000")), on=FIRST)
    assert (state.status, str(state.credit_balance)) == (AccountStatus.ACTIVE, "8111.51")


def test_fees_charged_and_waived() -> None:
    fee = FeeCharged(sequence=2, effective_on=date(2026, 1, 20), amount=Money.parse("20"), name="visit")
    charged = after(fee, on=date(2026, 1, 20))
    assert (str(charged.totals.fee_income), shown(charged.due)[2]) == ("20.00", "0.00")
    waived = Waived(sequence=3, effective_on=FIRST, component=Component.FEE, amount=Money.parse("20"))
    state = after(fee, waived, on=FIRST)
    assert (shown(state.due)[2], str(state.totals.waived)) == ("0.00", "20.00")


def test_fees_at_the_start() -> None:
    fees = (
        Fee("opening", FeeTiming.DEDUCTED, amount=Money.parse("50")),
        Fee("notary", FeeTiming.AT_DISBURSEMENT, amount=Money.parse("30")),
    )
    state = after(on=START, fees=fees)
    assert (str(state.totals.disbursed), str(state.totals.fee_income)) == ("9950.00", "80.00")
    assert shown(state.due) == ["0.00", "0.00", "30.00", "0.00"]


def test_disbursed_later_than_agreed_moves_the_schedule() -> None:
    late = Disbursed(sequence=1, effective_on=date(2026, 1, 12), amount=Money.parse("10000"))
    rows = replay(contract(), [late], START).installments
    assert rows == ()
    rows = replay(contract(), [late], date(2026, 1, 12)).installments
    assert rows[0].due_on == date(2026, 2, 12)


def test_taken_over_in_mid_life() -> None:
    """The contract's installment goes on; interest since the last due date was earned by the former lender."""
    day = date(2026, 7, 25)
    overdue = Parts.made_of(Money.parse("500"), Money.parse("60"), Money(0), Money.parse("5"))
    brought = TakenOver(
        sequence=1,
        effective_on=day,
        principal_outstanding=Money.parse("5600"),
        overdue=overdue,
        overdue_since=date(2026, 7, 10),
    )
    state = replay(contract(), [brought], day)
    assert (state.status, state.days_past_due) == (AccountStatus.OVERDUE, 15)
    assert [row.number for row in state.installments] == [0, 7, 8, 9, 10, 11, 12]
    assert str(state.installments[1].due.total) == "888.49"
    assert (str(state.interest_accrued), str(state.totals.interest_income)) == ("25.50", "0.00")
    assert str(state.totals.taken_over) == "5690.50"
    assert not state.totals.imbalance


def test_taken_over_with_nothing_left_is_settled() -> None:
    state = replay(contract(), [TakenOver(sequence=1, effective_on=SECOND, principal_outstanding=Money(0))], SECOND)
    assert state.status is AccountStatus.SETTLED


def test_credit_can_be_refunded_once() -> None:
    refund = Refunded(sequence=3, effective_on=FIRST, amount=Money.parse("111.51"))
    state = after(repaid(2, FIRST, "1000"), refund, on=FIRST)
    assert (str(state.credit_balance), str(state.totals.refunded)) == ("0.00", "111.51")
    with pytest.raises(RefundExceedsCredit):
        after(repaid(2, FIRST, "900"), refund, on=FIRST)


@pytest.mark.parametrize(
    ("event", "refusal"),
    [
        (DISBURSED, SequenceRepeated),
        (Disbursed(sequence=2, effective_on=START, amount=Money(1)), LoanAlreadyOpened),
        (Reversed(sequence=2, effective_on=START, reverses=3), NothingToReverse),
        (Reversed(sequence=2, effective_on=START, reverses=2), NothingToReverse),
        (repaid(2, START, "0"), AmountNotPositive),
        (repaid(2, START, "-1"), AmountNotPositive),
        (Repaid(sequence=2, effective_on=START, amount=Money(1, Currency.USD)), CurrencyMismatch),
        (Waived(sequence=2, effective_on=START, component=Component.FEE, amount=Money(1)), WaiverExceedsDue),
    ],
)
def test_events_that_do_not_fit(event: Event, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        after(event, on=FIRST)
