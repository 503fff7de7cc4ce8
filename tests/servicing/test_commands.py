"""Commands on a live loan: what is previewed is what happens, in every order, and the books balance after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loanwright.engine.api import ChargeOffBehaviour, DeferredInterest, Disbursed, Excess
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, ActorKind
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal
from loanwright.servicing import rules
from loanwright.servicing.commands.case import Case
from loanwright.servicing.commands.catalogue import DESCRIPTIONS, BorrowerCommand, StaffCommand
from loanwright.servicing.commands.command import Command, Means, Shape
from loanwright.servicing.commands.corrections import ChargeBack, CorrectRepayment, ReverseEvent
from loanwright.servicing.commands.effect import Figures, effect_of
from loanwright.servicing.commands.fields import form_of
from loanwright.servicing.commands.interest import ChangeRate, PauseInterest, StopInterest, TerminateContract
from loanwright.servicing.commands.losses import BeginNonAccrual, ChargeOff, ResumeAccrual, WriteBack, WriteOff
from loanwright.servicing.commands.money import (
    CapitaliseIncome,
    Charge,
    ChargeFee,
    Claim,
    PayOff,
    Prepay,
    RefundByMerchant,
    RefundCredit,
    Strategy,
    Waive,
)
from loanwright.servicing.commands.plan import Defer, ExtendTerm, GrantGoodwill, ReAge, ReAmortise, ShiftDueDate
from loanwright.servicing.commands.words import OF_OUR_BOOKS, TOLD
from loanwright.servicing.model import Loan, Receipt, RepaymentKind, ReversalKind
from loanwright.servicing.repository import loans
from loanwright.servicing.repository.suspense import open_items
from loanwright.servicing.rules import ReceiptNotInSuspense
from loanwright.servicing.usecases.record_event import record
from loanwright.servicing.usecases.record_unordered_debit import record_unordered_debit
from tests.servicing.book import WITH_PENALTY, loan_now, pay, pending_loan, receipt_for
from tests.servicing.desk import OFFICER, approve, done, give, preview
from tests.servicing.proofs import findings

TODAY = date(2026, 3, 2)
START = TODAY - timedelta(days=50)  # the first installment, of 11 February, is 19 days late
BEGUN_LONG_AGO = replace(WITH_PENALTY, start_on=START)


@pytest.fixture
def late(runtime: Runtime) -> Loan:
    """A loan with a penalty, money paid and money missing."""
    account = pending_loan(runtime, BEGUN_LONG_AGO)
    paid_out = Disbursed(sequence=1, effective_on=START, amount=account.terms.principal)
    runtime.run(OFFICER, lambda uow: record(uow, loans.lock(uow, account.id), paid_out))
    pay(runtime, receipt_for(runtime, account, "100", START))
    return loan_now(runtime, account.id)


def figures_now(runtime: Runtime, account: Loan) -> Figures:
    """The loan as it stands, seen as a preview sees it."""
    with runtime.read(OFFICER) as uow:
        events = loans.events_of(uow, account.id)
        return effect_of(Case(loans.get(uow, account.id), events, uow.business_date, uow.calendar), []).after


RECORDED: list[Command] = [
    ChargeFee(amount=Money(2_500), name="收据补打"),
    ChargeFee(amount=Money(900), name="违约金", component=Charge.PENALTY, effective_on=START + timedelta(days=35)),
    Waive(component=Claim.PENALTY, amount=Money(100)),
    Waive(component=Claim.INTEREST, amount=Money(1_000), effective_on=TODAY - timedelta(days=5)),
    ChangeRate(rate=Rate.percent("9.6"), from_on=TODAY + timedelta(days=20)),
    ChangeRate(rate=Rate.percent("18"), from_on=START + timedelta(days=20)),
    PauseInterest(from_on=TODAY, until_on=TODAY + timedelta(days=40)),
    StopInterest(),
    TerminateContract(),
    GrantGoodwill(amount=Money(5_000)),
    ShiftDueDate(due_on=date(2026, 3, 11), new_due_on=date(2026, 3, 25)),
    ExtendTerm(installments=6, from_on=date(2026, 3, 11)),
    Defer(due_on=date(2026, 3, 11), periods=2),
    Defer(due_on=date(2026, 3, 11), periods=6, interest_meanwhile=DeferredInterest.FREE),
    ReAmortise(),
    ReAge(first_due_on=TODAY + timedelta(days=20), installments=18),
    BeginNonAccrual(),
    ResumeAccrual(),
    ChargeOff(),
    ChargeOff(behaviour=ChargeOffBehaviour.INTEREST_STOPPED),
    ChargeOff(behaviour=ChargeOffBehaviour.ACCELERATED),
    WriteOff(),
    WriteOff(part=Money(3_000_00)),
    WriteBack(),
    CorrectRepayment(sequence=2, effective_on=START + timedelta(days=30)),
    ReverseEvent(sequence=2),
    ReverseEvent(sequence=2, money=ReversalKind.MISALLOCATED),
    ChargeBack(amount=Money(4_000), sequence=2),
    CapitaliseIncome(amount=Money(3_000)),
]


BEFORE: dict[type[Command], Command] = {ResumeAccrual: BeginNonAccrual(), WriteBack: WriteOff()}
"""What must have happened for a command to make sense."""


@pytest.mark.parametrize("command", RECORDED, ids=lambda command: command.kind)
def test_what_was_previewed_is_what_happens(runtime: Runtime, late: Loan, command: Command) -> None:
    if before := BEFORE.get(type(command)):
        done(runtime, late.id, before)
    seen = preview(runtime, late.id, command)
    assert seen.effect.before == figures_now(runtime, late)
    assert seen.effect.before != seen.effect.after
    given = give(runtime, late.id, command).request
    if seen.needs_second_person:
        assert seen.effect.before == figures_now(runtime, late)
        approve(runtime, given)
    assert seen.effect.after == figures_now(runtime, late)
    assert findings(runtime) == []


def test_every_recorded_command_is_in_that_table() -> None:
    recorded = {one.body for one in DESCRIPTIONS if one.means is Means.RECORDED and Shape.PLAN in one.shapes}
    recorded -= {RefundByMerchant}  # takes money that waits in suspense: told below
    assert {type(command) for command in RECORDED} == recorded


def test_a_borrower_is_told_of_every_change_but_those_of_our_books() -> None:
    recorded = {one.kind for one in DESCRIPTIONS if one.means is Means.RECORDED}
    assert recorded == TOLD.keys() | OF_OUR_BOOKS


def test_the_catalogue_and_the_interface_name_the_same_commands() -> None:
    assert set(get_args(get_args(StaffCommand)[0])) == {one.body for one in DESCRIPTIONS}
    borrowers = {one.body for one in DESCRIPTIONS if ActorKind.BORROWER in one.asked_by}
    assert set(get_args(get_args(BorrowerCommand)[0])) == borrowers
    assert len({one.kind for one in DESCRIPTIONS}) == len(DESCRIPTIONS)


def test_every_command_has_a_form() -> None:
    forms = {one.kind: [(field.name, field.input.value) for field in form_of(one.body)] for one in DESCRIPTIONS}
    assert forms["waive"] == [("amount", "amount"), ("component", "choice"), ("effective_on", "date")]
    assert forms["reverse_event"] == [("sequence", "event"), ("money", "choice")]


_DAYS = st.dates(START - timedelta(days=3), TODAY + timedelta(days=200))
_AMOUNTS = st.integers(-100, 2_000_00).map(Money)
_SEQUENCES = st.integers(1, 12)
_COMMANDS = st.one_of(
    st.builds(
        ChargeFee,
        amount=_AMOUNTS,
        name=st.just("fee"),
        component=st.sampled_from(Charge),
        effective_on=st.none() | _DAYS,
        due_on=st.none() | _DAYS,
    ),
    st.builds(Waive, component=st.sampled_from(Claim), amount=_AMOUNTS, effective_on=st.none() | _DAYS),
    st.builds(RefundCredit, amount=_AMOUNTS),
    st.builds(Prepay, amount=_AMOUNTS, strategy=st.sampled_from(Strategy)),
    st.builds(PayOff, on=st.none() | _DAYS),
    st.builds(ChangeRate, rate=st.integers(0, 36).map(Rate.percent), from_on=_DAYS),
    st.builds(PauseInterest, from_on=_DAYS, until_on=_DAYS),
    st.builds(StopInterest, effective_on=st.none() | _DAYS),
    st.builds(TerminateContract, effective_on=st.none() | _DAYS),
    st.builds(CorrectRepayment, sequence=_SEQUENCES, effective_on=_DAYS),
    st.builds(ReverseEvent, sequence=_SEQUENCES, money=st.sampled_from(ReversalKind)),
)


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],  # the loan remembers earlier examples: a shorter one proves nothing
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(commands=st.lists(_COMMANDS, min_size=3, max_size=8))
def test_any_mix_does_what_it_previews_or_is_refused_by_name(
    runtime: Runtime, late: Loan, commands: list[Command]
) -> None:
    """The loan goes on from example to example, so it has a longer life than any one of them gives it."""
    for command in commands:
        try:
            seen = preview(runtime, late.id, command)
        except Refusal:
            continue
        if seen.description.means is Means.RECORDED and not seen.needs_second_person:
            give(runtime, late.id, command)
            assert seen.effect.after == figures_now(runtime, late), command
    assert findings(runtime) == []


@pytest.mark.parametrize("strategy", Strategy)
def test_money_paid_ahead_does_what_its_preview_showed(runtime: Runtime, late: Loan, strategy: Strategy) -> None:
    command = Prepay(amount=Money(5_000_00), strategy=strategy)
    seen = preview(runtime, late.id, command)
    asked = give(runtime, late.id, command).payment
    assert asked is not None and asked.amount == command.amount
    money = replace(receipt_for(runtime, late, "5000", TODAY), loan_id=late.id, kind=strategy.repayment)
    pay(runtime, money)
    assert seen.effect.after == figures_now(runtime, late)
    assert findings(runtime) == []


def test_a_payoff_is_quoted_for_a_coming_day(runtime: Runtime, late: Loan) -> None:
    today, ahead = (preview(runtime, late.id, PayOff(on=on)) for on in (None, TODAY + timedelta(days=10)))
    assert today.effect.after.status == ahead.effect.after.status == "settled"
    assert ahead.effect.as_of == TODAY + timedelta(days=10)
    assert ahead.effect.after.cost.total > today.effect.after.cost.total
    assert give(runtime, late.id, PayOff()).payment is not None


def test_a_cheaper_rate_shows_in_the_annual_rate(runtime: Runtime, late: Loan) -> None:
    effect = preview(runtime, late.id, ChangeRate(rate=Rate.percent("6"), from_on=TODAY)).effect
    assert effect.before.annual_rate and effect.after.annual_rate
    assert effect.after.annual_rate < effect.before.annual_rate
    assert effect.after.cost.interest < effect.before.cost.interest


def test_every_strategy_comes_back_with_the_money_and_says_how_it_is_allocated() -> None:
    terms = WITH_PENALTY
    found = {strategy: rules.allocation_of(strategy.repayment, terms) for strategy in Strategy}
    assert {strategy: waterfall.excess for strategy, waterfall in found.items() if waterfall} == {
        Strategy.NEXT: Excess.NEXT_INSTALLMENT,
        Strategy.LAST: Excess.LAST_INSTALLMENT,
        Strategy.LOWER: Excess.LOWER_INSTALLMENT,
        Strategy.SHORTEN: Excess.SHORTEN_TERM,
    }


def test_a_seller_pays_back_with_money_that_waits_in_suspense(runtime: Runtime, late: Loan) -> None:
    with pytest.raises(ReceiptNotInSuspense):
        give(runtime, late.id, RefundByMerchant(amount=Money(200_00)))
    pay(runtime, Receipt(uuid7(runtime.clock()), Money(200_00), TODAY, "SHOP", None, RepaymentKind.AMOUNT))
    before = figures_now(runtime, late).payoff
    give(runtime, late.id, RefundByMerchant(amount=Money(200_00)))
    assert figures_now(runtime, late).payoff == before - Money(200_00)
    with runtime.read(OFFICER) as uow:
        assert open_items(uow, None, 10) == []


def test_a_chargeback_meets_the_debit_the_bank_has_made(runtime: Runtime, late: Loan) -> None:
    runtime.run(SYSTEM, lambda uow: record_unordered_debit(uow, Money(40_00), TODAY, "debit"))
    give(runtime, late.id, ChargeBack(amount=Money(40_00), sequence=2))
    with runtime.read(OFFICER) as uow:
        assert open_items(uow, None, 10) == []
