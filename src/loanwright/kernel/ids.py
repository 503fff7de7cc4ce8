"""Identifiers: uuidv7 for every aggregate, and short references people can type into a bank transfer.

A uuidv7 sorts by the moment it was made (RFC 9562 section 5.7), so indexes stay compact and pages can use it as cursor.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to confuse by eye or ear


def uuid7(at: datetime) -> UUID:
    """A new uuidv7 for the instant `at` (timezone-aware): 48 bits of milliseconds, 74 random bits."""
    milliseconds = int(at.timestamp() * 1000)
    bits = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return UUID(int=bits | 0b10 << 62 | secrets.randbits(62))


def reference(prefix: str, identifier: UUID) -> str:
    """A payment reference such as ``LW7K2M9QX4T3BC41``: prefix, 12 characters from the id's random bits, 2 check digits.

    The check digits are ISO 7064 MOD 97-10 over the letters' values, as in an IBAN: one wrong or two swapped characters
    are noticed.
    """
    low = identifier.int & (1 << 60) - 1
    body = "".join(_CROCKFORD[low >> shift & 31] for shift in range(55, -1, -5))
    return f"{prefix}{body}{_check_digits(prefix + body)}"


def is_reference(text: str) -> bool:
    """Whether `text` carries the right check digits."""
    return len(text) > 2 and text.isascii() and text.isalnum() and text[-2:] == _check_digits(text[:-2].upper())


def _check_digits(text: str) -> str:
    number = int("".join(str(int(character, 36)) for character in text) + "00")
    return f"{98 - number % 97:02d}"
