"""What a small-loan company's book is made of: products, terms, how people pay, how many do not.

Shares are round figures in the range that Chinese consumer and rural lenders publish; what matters to the benchmark is
that every kind of work occurs: level and flat installments, single repayments, several day counts, penalties, fees,
interest on the real balance, arrears of every age. Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from loanwright.engine.api import (
    AccountState,
    DayCount,
    Disbursed,
    Event,
    Fee,
    FeeTiming,
    Frequency,
    InterestBasis,
    LoanTerms,
    Method,
    PenaltyTerms,
    Repaid,
    Unit,
    replay,
    schedule,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

_PENALTY = PenaltyTerms(rate=Rate.percent("21.6"), grace_days=3)
_QUARTERLY = Frequency(3, Unit.MONTHS)


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the book with its share of loans; `shape` is everything but amount, rate and start."""

    code: str
    share: int
    periods: Sequence[int]
    shape: LoanTerms


_ANY = LoanTerms(
    principal=Money(1),
    rate=Rate.percent("12"),
    method=Method.EQUAL_INSTALLMENTS,
    periods=12,
    start_on=date(2025, 1, 1),
    penalty=_PENALTY,
)
PRODUCTS = (
    Product("consumer", 42, (12, 24, 36), _ANY),
    Product("consumer-by-day", 8, (12, 24), replace(_ANY, day_count=DayCount.ACT_365)),
    Product(
        "guaranteed", 6, (12, 24), replace(_ANY, fees=(Fee("guarantee", FeeTiming.PER_INSTALLMENT, Money(2_000)),))
    ),
    Product("equal-principal", 8, (12, 24), replace(_ANY, method=Method.EQUAL_PRINCIPAL, day_count=DayCount.ACT_360)),
    Product("flat", 6, (12,), replace(_ANY, method=Method.FLAT)),
    Product("working-capital", 8, (6, 12), replace(_ANY, method=Method.INTEREST_ONLY, day_count=DayCount.ACT_360)),
    Product("on-balance", 4, (12,), replace(_ANY, interest_basis=InterestBasis.ON_BALANCE, day_count=DayCount.ACT_365)),
    Product("farming-season", 8, (4, 8), replace(_ANY, method=Method.EQUAL_PRINCIPAL, frequency=_QUARTERLY)),
    Product("harvest", 10, (6, 12), replace(_ANY, method=Method.BULLET, day_count=DayCount.ACT_360, penalty=None)),
)
_MISSED = ((0, 940), (1, 27), (2, 12), (3, 8), (5, 7), (9, 6))
"""Installments not paid, per thousand loans."""

_EARLY, _ON_TIME = 0.2, 0.7
"""Of what falls due today, what was paid some days before, and what has been paid by the evening in all."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One kind of loan with its life so far; the book holds many copies of each."""

    product_code: str
    terms: LoanTerms
    events: tuple[Event, ...]
    state: AccountState


def samples(count: int, today: date, seed: int) -> list[Sample]:
    """`count` different loans, live on the morning of `today` or paying then."""
    random = Random(seed)  # noqa: S311 a benchmark is repeated from its seed
    return [_sample(random, today) for _ in range(count)]


def old_loan(today: date) -> Sample:
    """A loan with five years of history: 60 installments paid, many more to come."""
    start_on = today - timedelta(days=5 * 366)
    terms = replace(_ANY, principal=Money(30_000_000), periods=120, start_on=start_on)
    return _lived("consumer", terms, _paid(Random(1), terms, today, 0), today)  # noqa: S311


def _sample(random: Random, today: date) -> Sample:
    while True:
        product = random.choices(PRODUCTS, [one.share for one in PRODUCTS])[0]
        missed = random.choices([kind for kind, _ in _MISSED], [share for _, share in _MISSED])[0]
        terms = _terms(random, product, today)
        events = _paid(random, terms, today, missed)
        sample = _lived(product.code, terms, events, today)
        if sample.state.settled_on is None:
            return sample


def _terms(random: Random, product: Product, today: date) -> LoanTerms:
    periods = random.choice(product.periods)
    months = periods * (3 if product.shape.frequency == _QUARTERLY else 1)
    return replace(
        product.shape,
        principal=Money(random.randrange(50, 3_000) * 10_000),
        rate=Rate.percent(f"{random.randrange(60, 240) / 10:.1f}"),
        periods=periods,
        start_on=today - timedelta(days=random.randrange(1, 30 * months)),
    )


def _paid(random: Random, terms: LoanTerms, today: date, missed: int) -> list[Event]:
    """Disbursed, and paid until the last `missed` installments."""
    events: list[Event] = [Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)]
    due = [row for row in schedule(terms).installments if row.due_on <= today]
    for row in due[: len(due) - missed] if missed else due:
        paid_on = _paid_on(random, row.due_on, today)
        if paid_on is not None:
            events.append(Repaid(sequence=len(events) + 1, effective_on=paid_on, amount=row.total))
    return events


def _paid_on(random: Random, due_on: date, today: date) -> date | None:
    when = random.random()
    if when < _EARLY:
        return due_on - timedelta(days=random.randrange(1, 6))
    return due_on if due_on < today or when < _ON_TIME else None


def _lived(product_code: str, terms: LoanTerms, events: list[Event], today: date) -> Sample:
    """As the books stand before the close of `today`: what happened yesterday is closed, today's payments are in."""
    as_of = max(today - timedelta(days=1), events[-1].effective_on)
    return Sample(product_code, terms, tuple(events), replay(terms, events, as_of))
