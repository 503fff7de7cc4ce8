"""What an ID number says about its holder (GB 11643-1999), and what kind of borrower the seed made them."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, datetime


class NotAnIdNumber(Exception):
    """Not 18 characters with a birth date inside; the check digit is the lender's business, not the bureau's."""


@dataclass(frozen=True)
class Temper:
    """How a kind of borrower behaves; probabilities per account, month or report."""

    accounts: tuple[int, int]
    misses: float
    worst: int
    is_late_now: float
    use_of_limit: tuple[float, float]
    public_record: float
    inquiries: tuple[int, int]


NO_HISTORY = Temper((0, 0), 0.0, 0, 0.0, (0.0, 0.0), 0.0, (0, 0))

# Shares of kinds of borrowers and their behaviour: made up for the sandbox, no statistics of real people.
_TEMPERS = (
    (0.04, None),
    (0.16, Temper((0, 1), 0.0, 0, 0.0, (0.0, 0.3), 0.0, (0, 2))),
    (0.48, Temper((2, 6), 0.004, 1, 0.0, (0.05, 0.5), 0.0, (0, 5))),
    (0.22, Temper((3, 8), 0.03, 2, 0.05, (0.3, 0.8), 0.01, (2, 9))),
    (0.10, Temper((4, 10), 0.12, 4, 0.5, (0.6, 1.0), 0.25, (6, 20))),
)


@dataclass(frozen=True)
class Person:
    """An ID number's holder."""

    id_number: str
    region: str
    birth_on: date
    gender: str

    @classmethod
    def of(cls, id_number: str) -> Person:
        """Read region, birth date and gender."""
        if len(id_number) != 18 or not id_number[:17].isdigit():
            raise NotAnIdNumber
        try:
            birth_on = datetime.strptime(id_number[6:14], "%Y%m%d").date()
        except ValueError:
            raise NotAnIdNumber from None
        return cls(id_number, id_number[:6], birth_on, "male" if int(id_number[16]) % 2 else "female")


def dice_of(person: Person, seed: int) -> random.Random:
    """The randomness that belongs to this person under this seed, the same in every process."""
    digest = hashlib.sha256(f"{seed}:{person.id_number}".encode()).digest()
    return random.Random(int.from_bytes(digest[:8]))


def temper_of(dice: random.Random) -> Temper | None:
    """What kind of borrower; None is somebody the bureau has never heard of."""
    return dice.choices([temper for _, temper in _TEMPERS], [share for share, _ in _TEMPERS])[0]
