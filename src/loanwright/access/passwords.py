"""Password hashing: argon2id, deliberately slow, so only a few at a time and never inside a transaction.

One verification takes about 0.2 s of CPU and 64 MiB; without a bound, a burst of sign-ins would take the machine.
"""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from loanwright.access.rules import PasswordCheck
from loanwright.kernel.refusals import Refusal

_AT_ONCE = 2
_WAIT_SECONDS = 3

_hasher = PasswordHasher()
_slots = BoundedSemaphore(_AT_ONCE)


class SignInBusy(Refusal):
    """Too many people sign in at this moment."""


def hashed(password: str) -> str:
    """The argon2id hash to store, with its parameters and salt."""
    return _hasher.hash(password)


def check(password_hash: str | None, password: str) -> PasswordCheck:
    """Compare `password` with a stored hash; None (no such user) takes as long and never matches.

    Raises:
        SignInBusy: no slot became free in time.
    """
    nobody = _nobody()
    if not _slots.acquire(timeout=_WAIT_SECONDS):
        raise SignInBusy()
    try:
        _hasher.verify(password_hash or nobody, password)
    except VerificationError:
        return PasswordCheck.MISMATCH
    finally:
        _slots.release()
    return PasswordCheck.MATCH if password_hash else PasswordCheck.MISMATCH


@cache
def _nobody() -> str:
    """Verified when the user does not exist, so that the answer takes as long as for one who does."""
    return _hasher.hash("nobody has this password")
