"""What a lender does about simulated loans that are not repaid: stops them from accruing, gives up, recovers, sells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from loanwright.engine.api import (
    AccountStatus,
    AccrualResumed,
    ChargedOff,
    ChargeOffBehaviour,
    Event,
    NonAccrual,
    NonAccrualBegun,
    Recovered,
    Sold,
    WrittenBack,
    WrittenOff,
)
from tests.simulator.today import Today

_NON_ACCRUAL_FROM = 91
_SOMETHING_LOST = 0.02


def losses(today: Today) -> Iterator[Event]:
    """What the close does by itself, and now and then what somebody decides."""
    state = today.state
    if state.non_accrual is None and state.days_past_due >= _NON_ACCRUAL_FROM:
        yield NonAccrualBegun(sequence=0, effective_on=today.day)
    elif state.non_accrual is NonAccrual.PAST_DUE and not state.days_past_due:
        yield AccrualResumed(sequence=0, effective_on=today.day)
    doubtful = state.non_accrual is not None or state.status is AccountStatus.WRITTEN_OFF
    if doubtful and today.dice.random() < _SOMETHING_LOST:
        yield today.dice.choice(_DECISIONS)(today)


def _charge_off(today: Today) -> Event:
    behaviour = today.dice.choice(list(ChargeOffBehaviour))
    return ChargedOff(sequence=0, effective_on=today.day, behaviour=behaviour)


def _write_off(today: Today) -> Event:
    return WrittenOff(sequence=0, effective_on=today.day)


def _write_off_part(today: Today) -> Event:
    most = today.state.totals.principal.minor
    return WrittenOff(sequence=0, effective_on=today.earlier(), amount=today.amount(most))


def _recovery(today: Today) -> Event:
    return Recovered(sequence=0, effective_on=today.day, amount=today.amount(today.state.payoff.total.minor // 4))


def _write_back(today: Today) -> Event:
    return WrittenBack(sequence=0, effective_on=today.day)


def _write_back_part(today: Today) -> Event:
    most = today.state.totals.memo_written_off.minor
    return WrittenBack(sequence=0, effective_on=today.day, amount=today.amount(most))


def _sale(today: Today) -> Event:
    return Sold(sequence=0, effective_on=today.day, amount=today.amount(today.state.payoff.total.minor // 3))


_DECISIONS: list[Callable[[Today], Event]] = [
    *[_write_off_part, _write_off] * 2,
    *[_recovery] * 4,
    _charge_off,
    _write_back,
    _write_back_part,
    _sale,
]
