"""A made-up bank account: payments that are expected, entries a bank tells of them, and the truth about which is which.

Seeded, so that a run can be repeated. Some payments go wrong, in the ways banks and payers have; the others come by
id, by reference, by account and amount, or in sums.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from loanwright.reconciliation.matching.values import Expected, Told

_FIRST_DAY = date(2026, 1, 1)
_SURNAMES = ["WANG", "LI", "ZHANG", "LIU", "CHEN", "YANG", "HUANG", "ZHAO", "WU", "ZHOU"]
_NAMES = ["XIAOMING", "JIANGUO", "FANG", "WEI", "NA", "XIUYING", "MIN", "JING", "LEI", "QIANG", "YAN", "JUN"]


@dataclass
class Book:
    """What is expected, what is told, and the pairs of ids that are the same money."""

    expected: list[Expected] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    truth: set[tuple[str, str]] = field(default_factory=set)


def make_book(payments: int, dirty: int = 20, seed: int = 1) -> Book:
    """A book of about so many payments, `dirty` of a thousand of them dirty."""
    writer = _Writer(Random(seed))  # noqa: S311
    while len(writer.book.expected) < payments:
        way = writer.random.choice(_DIRTY_WAYS if writer.random.randrange(1000) < dirty else _CLEAN_WAYS)
        way(writer)
    writer.random.shuffle(writer.book.told)
    return writer.book


@dataclass
class _Writer:
    random: Random
    book: Book = field(default_factory=Book)

    def expect(self, account: str = "", on: date | None = None, amount: int = 0) -> Expected:
        """A new payment, of a payer of its own unless one is given."""
        number = len(self.book.expected)
        payment = Expected(
            id=f"P{number}",
            amount=amount or self.random.randrange(1_000, 5_000_000),
            currency="CNY",
            on=on or _FIRST_DAY + timedelta(days=self.random.randrange(90)),
            end_to_end_id=f"{self.random.getrandbits(128):032X}",
            reference=f"LW{self.random.getrandbits(60):013X}"[:15],
            party=f"{self.random.choice(_SURNAMES)} {self.random.choice(_NAMES)}",
            party_account=account or f"6222{number:012d}",
        )
        self.book.expected.append(payment)
        return payment

    def tell(self, entry: Told, *payments: Expected) -> None:
        """A new entry that is these payments, or none."""
        named = replace(entry, id=f"E{len(self.book.told)}")
        self.book.told.append(named)
        self.book.truth.update((named.id, payment.id) for payment in payments)

    def entry(self, payment: Expected) -> Told:
        """The entry a payment makes: no reference yet."""
        late = timedelta(days=self.random.choice((0, 0, 0, 1, 2)))
        amount, currency = payment.amount, payment.currency
        return Told("", amount, currency, payment.on + late, "", "还款", payment.party, payment.party_account)


def _by_id(writer: _Writer) -> None:
    payment = writer.expect()
    writer.tell(replace(writer.entry(payment), reference=payment.end_to_end_id), payment)


def _by_reference(writer: _Writer) -> None:
    payment = writer.expect()
    writer.tell(replace(writer.entry(payment), text=f"归还贷款 {payment.reference} 谢谢"), payment)


def _by_amount(writer: _Writer) -> None:
    payment = writer.expect()
    writer.tell(writer.entry(payment), payment)


def _several_at_once(writer: _Writer) -> None:
    first = writer.expect()
    payments = [first, writer.expect(first.party_account, first.on), writer.expect(first.party_account, first.on)]
    writer.tell(replace(writer.entry(first), amount=sum(each.amount for each in payments)), *payments)


def _in_parts(writer: _Writer) -> None:
    payment = writer.expect()
    part = writer.random.randrange(1, payment.amount)
    writer.tell(replace(writer.entry(payment), amount=part), payment)
    writer.tell(replace(writer.entry(payment), amount=payment.amount - part), payment)


def _every_week_the_same(writer: _Writer) -> None:
    """The trap: equal payments of one payer, one of which never comes."""
    first = writer.expect()
    for week in range(1, 4):
        payment = writer.expect(first.party_account, first.on + timedelta(days=7 * week), first.amount)
        if week != 2:
            writer.tell(replace(writer.entry(payment), reference=payment.end_to_end_id), payment)


def _slip_of_the_pen(writer: _Writer) -> None:
    payment = writer.expect()
    slip = payment.reference[:-2] + "ZZ"
    writer.tell(replace(writer.entry(payment), text=f"归还贷款 {slip}", party_account=""), payment)


def _fee_kept(writer: _Writer) -> None:
    payment = writer.expect()
    entry = replace(writer.entry(payment), reference=payment.end_to_end_id, amount=payment.amount - 500)
    writer.tell(entry, payment)


def _told_twice(writer: _Writer) -> None:
    payment = writer.expect()
    entry = replace(writer.entry(payment), reference=payment.end_to_end_id)
    writer.tell(entry, payment)
    writer.tell(entry)


def _never_came(writer: _Writer) -> None:
    writer.expect()


def _nobody_knows(writer: _Writer) -> None:
    payment = writer.expect()
    writer.book.expected.pop()
    writer.tell(replace(writer.entry(payment), text="HELLO"))


def _someone_elses_twin(writer: _Writer) -> None:
    """Unexpected money of the right amount at the right time, that names a payment we do not know."""
    payment = writer.expect()
    writer.tell(replace(writer.entry(payment), text="LWZZZZZZZZZZZZZ"))


_Way = Callable[[_Writer], None]
_CLEAN_WAYS: list[_Way] = [*[_by_id] * 9, *[_by_reference] * 8, *[_by_amount] * 2, _several_at_once, _in_parts]
_DIRTY_WAYS: list[_Way] = [
    _every_week_the_same,
    _slip_of_the_pen,
    _fee_kept,
    _told_twice,
    _never_came,
    _nobody_knows,
    _someone_elses_twin,
]
