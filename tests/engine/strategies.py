"""Random terms and lives of loans for the property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from loanwright.engine.api import (
    MONTHLY,
    AllocationOrder,
    Component,
    DayCount,
    Disbursed,
    DownPayment,
    DueDay,
    Event,
    Excess,
    Fee,
    FeeBase,
    FeeCharged,
    FeeTiming,
    Frequency,
    GoodwillGranted,
    Grace,
    InterestBasis,
    Levelling,
    LoanTerms,
    MerchantRefunded,
    Method,
    MonthEnd,
    PaidOff,
    PenaltyBase,
    PenaltyTerms,
    PlannedPart,
    Profile,
    RateStep,
    Repaid,
    Reversed,
    Season,
    StepLevel,
    Unit,
    UnpaidInterest,
    Vat,
    VatQuoted,
    Waterfall,
    schedule,
)
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate

START = date(2024, 1, 31)

rates = st.integers(0, 6000).map(lambda basis_points: Rate(Decimal(basis_points) / 10_000))
waterfalls = st.builds(
    Waterfall,
    components=st.permutations(list(Component)).map(tuple),
    order=st.sampled_from(AllocationOrder),
    excess=st.sampled_from(Excess),
)
penalties = st.none() | st.builds(
    PenaltyTerms,
    rate=rates,
    grace_days=st.integers(0, 10),
    day_count=st.sampled_from([DayCount.ACT_360, DayCount.ACT_365]),
    base=st.sampled_from(PenaltyBase),
    compound_every=st.sampled_from([None, None, MONTHLY, Frequency(20, Unit.DAYS)]),
    cap_percent=st.none() | st.integers(0, 50).map(Decimal),
)
fees = st.lists(
    st.builds(Fee, name=st.just("service"), timing=st.just(FeeTiming.PER_INSTALLMENT), amount=st.just(Money(250)))
    | st.builds(
        Fee,
        name=st.just("guarantee"),
        timing=st.just(FeeTiming.PER_INSTALLMENT),
        percent=st.integers(1, 300).map(lambda points: Decimal(points) / 100),
        base=st.sampled_from([base for base in FeeBase if base is not FeeBase.EVENT]),
        every=st.integers(1, 4),
        vat=st.none() | st.builds(Vat, st.integers(0, 20).map(Decimal), st.sampled_from(VatQuoted)),
    )
    | st.builds(
        Fee,
        name=st.just("opening"),
        timing=st.sampled_from([FeeTiming.DEDUCTED, FeeTiming.AT_DISBURSEMENT]),
        percent=st.integers(1, 300).map(lambda points: Decimal(points) / 100),
    ),
    max_size=2,
).map(tuple)


rate_steps = st.builds(RateStep, rates, from_period=st.integers(1, 40)) | st.builds(
    RateStep, rates, from_on=st.integers(0, 1500).map(lambda days: START + timedelta(days=days))
)
parts = (
    st.integers(0, 10**8).map(lambda minor: PlannedPart(principal=Money(minor)))
    | st.integers(0, 10**8).map(lambda minor: PlannedPart(installment=Money(minor)))
    | st.integers(0, 60).map(lambda percent: PlannedPart(percent=Decimal(percent)))
)


def plain_or(rare: st.SearchStrategy[Any], plain: Any) -> st.SearchStrategy[Any]:
    """The plain value three times out of four."""
    return st.integers(0, 3).flatmap(lambda dice: st.just(plain) if dice else rare)


@st.composite
def terms(draw: st.DrawFn) -> LoanTerms:
    """Any contract the engine knows."""
    start_on = START + timedelta(days=draw(st.integers(0, 800)))
    method = draw(st.sampled_from(Method))
    periods = draw(st.integers(1, 40))
    grace = st.integers(0, min(3, periods - 1))
    agreed = st.just(InterestBasis.AS_AGREED)
    any_basis = agreed if method is Method.FLAT else st.sampled_from(InterestBasis)
    basis = draw(plain_or(any_basis, InterestBasis.AS_AGREED))
    profile = draw(plain_or(st.sampled_from(Profile), Profile.EXACT))
    as_agreed = basis is InterestBasis.AS_AGREED
    may_wait = as_agreed and method not in (Method.BULLET, Method.CUSTOM, Method.FIXED_INSTALLMENT)
    levellings = st.sampled_from(Levelling if as_agreed else [Levelling.LAST, Levelling.SMOOTHED])
    contract = LoanTerms(
        principal=Money(draw(st.integers(100, 10**9))),
        rate=draw(rates),
        method=Method.EQUAL_INSTALLMENTS if method is Method.FIXED_INSTALLMENT else method,
        periods=periods,
        balloon_periods=periods + draw(st.integers(0, 60)) if method is Method.BALLOON else None,
        plan=tuple(
            draw(st.lists(parts, min_size=periods - 1, max_size=periods - 1)) if method is Method.CUSTOM else ()
        ),
        grace=draw(
            plain_or(
                st.builds(Grace, grace, grace, grace, st.sampled_from([UnpaidInterest.CARRIED, UnpaidInterest.SPREAD])),
                Grace(),
            )
        )
        if may_wait
        else Grace(),
        down_payment=draw(plain_or(st.builds(DownPayment, st.integers(1, 50).map(Decimal)), None)),
        levelling=draw(levellings),
        rate_steps=tuple(draw(plain_or(st.lists(rate_steps, max_size=3), []))) if profile is Profile.EXACT else (),
        step_level=draw(st.sampled_from(StepLevel)),
        interest_basis=basis,
        profile=profile,
        start_on=start_on,
        **draw(calendars(start_on, periods)),
        installment_rounding=draw(st.sampled_from(Rounding)),
        installment_multiple=draw(st.sampled_from([1, 1, 10, 100])),
        interest_rounding=draw(st.sampled_from(Rounding)),
        fees=draw(fees) if profile is Profile.EXACT else (),
        penalty=draw(penalties),
        allocation=draw(waterfalls),
    )
    return _with_fixed_installment(contract) if method is Method.FIXED_INSTALLMENT else contract


@st.composite
def calendars(draw: st.DrawFn, start_on: date, periods: int) -> dict[str, Any]:
    """Rhythm, fixed day, season or given dates, with a day count that goes with them."""
    frequency = Frequency(draw(st.integers(1, 3)), draw(st.sampled_from(Unit)))
    by_months = frequency.unit in (Unit.MONTHS, Unit.QUARTERS, Unit.YEARS)
    chosen: dict[str, Any] = {"frequency": frequency, "month_end": draw(st.sampled_from(MonthEnd))}
    match draw(st.integers(0, 7)):
        case 0 | 1:
            chosen["first_due_on"] = start_on + timedelta(days=draw(st.integers(1, 75)))
        case 2 if by_months:
            chosen["due_day"] = DueDay(draw(st.integers(1, 31)), draw(st.integers(1, 40)))
        case 3:
            months = draw(st.sets(st.integers(1, 12), min_size=1, max_size=4))
            chosen["season"] = Season(tuple(sorted(months)), draw(st.integers(1, 31)))
        case 4:
            gaps = draw(st.lists(st.integers(1, 200), min_size=periods, max_size=periods))
            chosen["due_dates"] = tuple(start_on + timedelta(days=sum(gaps[: k + 1])) for k in range(periods))
        case _:
            pass
    regular = not {"season", "due_dates"} & set(chosen) and frequency.unit is Unit.MONTHS
    counts = list(DayCount) if regular else [count for count in DayCount if count is not DayCount.ACT_ACT_ICMA]
    return {**chosen, "day_count": draw(st.sampled_from(counts))}


def _with_fixed_installment(contract: LoanTerms) -> LoanTerms:
    """The same loan repaid by an installment that certainly suffices."""
    plan = schedule(contract)
    enough = max(principal + interest for principal, interest in zip(plan.principal, plan.interest, strict=True))
    return replace(contract, method=Method.FIXED_INSTALLMENT, installment=Money(enough))


@st.composite
def lives(draw: st.DrawFn) -> tuple[LoanTerms, list[Event]]:
    """A contract and what happened to it, recorded in the order of `sequence` but effective on any day."""
    contract = draw(terms())
    events: list[Event] = [Disbursed(sequence=1, effective_on=contract.start_on, amount=contract.principal)]
    for sequence in range(2, draw(st.integers(2, 10))):
        effective_on = contract.start_on + timedelta(days=draw(st.integers(0, 900)))
        amount = Money(draw(st.integers(1, 2 * contract.principal.minor)))
        kind = draw(
            st.sampled_from([Repaid, Repaid, Repaid, MerchantRefunded, GoodwillGranted, PaidOff, FeeCharged, Reversed])
        )
        if kind is Reversed:
            reverses = draw(st.integers(min(2, sequence - 1), sequence - 1))
            events.append(Reversed(sequence=sequence, effective_on=effective_on, reverses=reverses))
        elif kind is FeeCharged:
            events.append(FeeCharged(sequence=sequence, effective_on=effective_on, amount=amount, name="visit"))
        else:
            events.append(kind(sequence=sequence, effective_on=effective_on, amount=amount))
    return contract, events


def days_of(contract: LoanTerms) -> st.SearchStrategy[date]:
    """Days before, during and after the loan."""
    return st.integers(-5, 1500).map(lambda days: contract.start_on + timedelta(days=days))
