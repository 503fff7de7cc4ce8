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
    """A payment reference such as ``LW0KV75RWCS8XSZ``: prefix, 12 characters of the id's random bits, check character.

    The check character is ISO 7064 MOD 37,36: any one wrong character is noticed, and nearly every swap of neighbours.
    """
    low = identifier.int & (1 << 60) - 1
    body = "".join(_CROCKFORD[low >> shift & 31] for shift in range(55, -1, -5))
    return f"{prefix}{body}{_check_character(prefix + body)}"


def is_reference(text: str) -> bool:
    """Whether `text` ends in the right check character; letters may be small."""
    plain = text.upper()
    return len(text) > 1 and text.isascii() and text.isalnum() and plain[-1] == _check_character(plain[:-1])


def _check_character(text: str) -> str:
    product = 36
    for character in text:
        product = ((product + int(character, 36)) % 36 or 36) * 2 % 37
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(37 - product) % 36]
