"""Decisions about phones, codes, sessions and staff sign-in; no I/O, no clock."""

from __future__ import annotations

import hmac
import re
from dataclasses import replace
from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

import pyotp

from loanwright.access.model import (
    CODE_POLICY,
    SESSION_POLICY,
    Challenge,
    ChallengeState,
    Limit,
    Permission,
    Session,
    StaffUser,
)
from loanwright.kernel.refusals import RecordedRefusal, Refusal

_MOBILE = re.compile(r"1[3-9]\d{9}")
_TOTP_SECONDS = 30
_PASSWORD_MIN = 12


class PhoneNotValid(Refusal):
    """Not a mobile number of mainland China."""


class CodeRequestedTooSoon(Refusal):
    """The last code was sent moments ago."""


class TooManyAttempts(RecordedRefusal):
    """Too many codes or sign-ins from one phone, address or user within a short time."""


class ChallengeUnknown(Refusal):
    """No such challenge, or it is for something else."""


class CodeWrong(RecordedRefusal):
    """Not the code that was sent; one try is used up."""


class CodeExpired(RecordedRefusal):
    """The code is too old, or a newer one was sent."""


class CodeTriedTooOften(RecordedRefusal):
    """Wrong too many times; this code is worthless now."""


class CodeAlreadyUsed(Refusal):
    """A code works once."""


class SignInFailed(RecordedRefusal):
    """User name, password or TOTP code is wrong; deliberately not said which."""


class SignInRequired(Refusal):
    """No session, or it has ended."""


class SecondPersonNeeded(Refusal):
    """Four eyes: whoever prepared something does not approve it."""


class PermissionMissing(Refusal):
    """The signed-in person may not do this."""


class CrossSiteRequest(Refusal):
    """Another site tried to act with this browser's session."""


class PasswordTooShort(Refusal):
    """A staff password needs more characters."""


def normal_phone(text: str) -> str:
    """The eleven digits of a mobile number, without +86, spaces and dashes.

    Raises:
        PhoneNotValid: not a mobile number of mainland China.
    """
    digits = re.sub(r"[\s-]", "", text)
    digits = re.sub(r"^(\+86|0086)", "", digits)
    if not _MOBILE.fullmatch(digits):
        raise PhoneNotValid()
    return digits


def masked_phone(phone: str) -> str:
    """``138****5678``: enough to recognise one's own number."""
    return f"{phone[:3]}****{phone[-4:]}"


def require_resend_interval(latest: Challenge | None, now: datetime) -> None:
    """Refuse a new code while the last one is still on its way.

    Raises:
        CodeRequestedTooSoon
    """
    if latest and now < latest.issued_at + CODE_POLICY.resend_after:
        wait = latest.issued_at + CODE_POLICY.resend_after - now
        raise CodeRequestedTooSoon(seconds=wait.seconds + 1)


def require_within(limit: Limit, attempts: int, resets_at: datetime, now: datetime) -> None:
    """Refuse the attempt that exceeds `limit`.

    Raises:
        TooManyAttempts
    """
    if attempts > limit.count:
        raise TooManyAttempts(minutes=(resets_at - now).seconds // 60 + 1)


def try_code(challenge: Challenge, code: str, now: datetime) -> tuple[Challenge, Refusal | None]:
    """What becomes of `challenge` when `code` is presented, and the refusal if it does not open."""
    match challenge.state:
        case ChallengeState.USED:
            return challenge, CodeAlreadyUsed()
        case ChallengeState.SUPERSEDED:
            return challenge, CodeExpired()
        case ChallengeState.SPENT:
            return challenge, CodeTriedTooOften()
        case ChallengeState.OPEN:
            return _try_open(challenge, code, now)


def _try_open(challenge: Challenge, code: str, now: datetime) -> tuple[Challenge, Refusal | None]:
    if now >= challenge.expires_at:
        return challenge, CodeExpired()
    if hmac.compare_digest(challenge.code.encode(), code.strip().encode()):
        return challenge.ended(ChallengeState.USED), None
    tried = replace(challenge, tries=challenge.tries + 1)
    left = CODE_POLICY.max_tries - tried.tries
    if left <= 0:
        return tried.ended(ChallengeState.SPENT), CodeTriedTooOften()
    return tried, CodeWrong(left=left)


def require_purpose(challenge: Challenge | None, purpose: str, subject_id: UUID | None) -> Challenge:
    """The challenge, if it exists and was issued for exactly this.

    Raises:
        ChallengeUnknown
    """
    if challenge is None or (challenge.purpose, challenge.subject_id) != (purpose, subject_id):
        raise ChallengeUnknown()
    return challenge


class PasswordCheck(StrEnum):
    """How the password compared with the stored hash."""

    MATCH = auto()
    MISMATCH = auto()


def accepted_totp_step(user: StaffUser, code: str, now: datetime) -> int | None:
    """The time step `code` belongs to, if it is now or a neighbour (RFC 6238 section 5.2) and newer than the last one.

    A code once accepted, and any before it, is never accepted again.
    """
    totp = pyotp.TOTP(user.totp_secret)
    current = int(now.timestamp()) // _TOTP_SECONDS
    for step in (current, current - 1, current + 1):
        if step > user.totp_step_last and hmac.compare_digest(totp.generate_otp(step).encode(), code.strip().encode()):
            return step
    return None


def require_staff_sign_in(
    user: StaffUser | None, password: PasswordCheck, totp: str, now: datetime
) -> tuple[StaffUser, int]:
    """The user and the TOTP step to remember, if everything is right.

    Raises:
        SignInFailed: anything is wrong.
    """
    step = accepted_totp_step(user, totp, now) if user else None
    if user is None or step is None or password is not PasswordCheck.MATCH:
        raise SignInFailed()
    return user, step


def is_live(session: Session, now: datetime) -> bool:
    """Whether the session still counts: neither idle too long nor past its end."""
    return now < min(session.expires_at, session.seen_at + SESSION_POLICY.idle)


def is_due_for_touch(session: Session, now: datetime) -> bool:
    """Whether the last use is worth writing down again; not on every request."""
    return now >= session.seen_at + SESSION_POLICY.touch_every


def require_permission(user: StaffUser, permission: Permission | None) -> None:
    """Refuse staff without `permission`; None asks only for a session.

    Raises:
        PermissionMissing
    """
    if permission is not None and permission not in user.permissions:
        raise PermissionMissing(permission=permission)


def require_second_person(first: UUID | None, second: UUID | None) -> None:
    """Refuse that the same person prepares and approves.

    Raises:
        SecondPersonNeeded
    """
    if first is not None and first == second:
        raise SecondPersonNeeded()


def require_strong_password(password: str) -> None:
    """Refuse a password that is too short (NIST SP 800-63B asks for length, not for odd characters).

    Raises:
        PasswordTooShort
    """
    if len(password) < _PASSWORD_MIN:
        raise PasswordTooShort(minimum=_PASSWORD_MIN)
