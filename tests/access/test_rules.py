"""Tables: phones, codes, TOTP steps, session life and who may do what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pyotp
import pytest

from loanwright.access import rules
from loanwright.access.model import (
    CODE_POLICY,
    SESSION_POLICY,
    Challenge,
    ChallengeState,
    Permission,
    Role,
    Session,
    SessionKind,
    StaffUser,
    permissions_of,
)
from loanwright.access.rules import PasswordCheck

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ID = UUID(int=7)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CHALLENGE = Challenge(ID, "13800005678", "sign", None, "123456", NOW, NOW + CODE_POLICY.life)
CLERK = StaffUser(ID, "li.na", "李娜", "", SECRET, 0, frozenset({Role.CLERK}))


@pytest.mark.parametrize("text", ["13800005678", "+86 138 0000 5678", "0086-138-0000-5678", "138-0000-5678"])
def test_a_phone_may_be_written_in_several_ways(text: str) -> None:
    assert rules.normal_phone(text) == "13800005678"


@pytest.mark.parametrize(
    "text", ["", "12800005678", "1380000567", "138000056789", "+1 2025550123", "１３８００００５６７８"]
)
def test_what_is_no_mobile_number_is_refused(text: str) -> None:
    with pytest.raises(rules.PhoneNotValid):
        rules.normal_phone(text)


@pytest.mark.parametrize(
    ("challenge", "code", "after", "state", "refusal"),
    [
        (CHALLENGE, "123456", timedelta(0), ChallengeState.USED, None),
        (CHALLENGE, " 123456 ", timedelta(seconds=299), ChallengeState.USED, None),
        (CHALLENGE, "123457", timedelta(0), ChallengeState.OPEN, rules.CodeWrong),
        (CHALLENGE, "", timedelta(0), ChallengeState.OPEN, rules.CodeWrong),
        (CHALLENGE, "一二三四五六", timedelta(0), ChallengeState.OPEN, rules.CodeWrong),
        (CHALLENGE, "123456", timedelta(minutes=5), ChallengeState.OPEN, rules.CodeExpired),
        (replace(CHALLENGE, tries=4), "123457", timedelta(0), ChallengeState.SPENT, rules.CodeTriedTooOften),
        (CHALLENGE.ended(ChallengeState.SPENT), "123456", timedelta(0), ChallengeState.SPENT, rules.CodeTriedTooOften),
        (CHALLENGE.ended(ChallengeState.USED), "123456", timedelta(0), ChallengeState.USED, rules.CodeAlreadyUsed),
        (CHALLENGE.ended(ChallengeState.USED), "", timedelta(0), ChallengeState.USED, rules.CodeAlreadyUsed),
        (CHALLENGE.ended(ChallengeState.SUPERSEDED), "", timedelta(0), ChallengeState.SUPERSEDED, rules.CodeExpired),
    ],
)
def test_trying_a_code(
    challenge: Challenge, code: str, after: timedelta, state: ChallengeState, refusal: type[Exception] | None
) -> None:
    tried, refused = rules.try_code(challenge, code, NOW + after)
    assert tried.state is state
    assert type(refused) is (refusal or type(None))
    assert (tried.code == "") == (state is not ChallengeState.OPEN)


def test_a_code_opens_only_what_it_was_issued_for() -> None:
    for purpose, subject in (("other", None), ("sign", ID)):
        with pytest.raises(rules.ChallengeUnknown):
            rules.require_purpose(CHALLENGE, purpose, subject)
    with pytest.raises(rules.ChallengeUnknown):
        rules.require_purpose(None, "sign", None)


def test_a_new_code_waits_a_minute() -> None:
    with pytest.raises(rules.CodeRequestedTooSoon) as refused:
        rules.require_resend_interval(CHALLENGE, NOW + timedelta(seconds=20))
    assert refused.value.params == {"seconds": "41"}
    rules.require_resend_interval(CHALLENGE, NOW + CODE_POLICY.resend_after)
    rules.require_resend_interval(None, NOW)


@pytest.mark.parametrize(("drift", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_totp_code_may_be_one_step_off(drift: int, accepted: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=drift))
    assert (rules.accepted_totp_step(CLERK, code, NOW) is not None) is accepted


def test_a_totp_code_works_once_and_neither_does_an_older_one_after_it() -> None:
    step = rules.accepted_totp_step(CLERK, pyotp.TOTP(SECRET).at(NOW), NOW)
    assert step is not None
    used = replace(CLERK, totp_step_last=step)
    for drift in (-30, 0):
        assert rules.accepted_totp_step(used, pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=drift)), NOW) is None
    assert rules.accepted_totp_step(used, pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=30)), NOW) == step + 1


@pytest.mark.parametrize(
    ("user", "password", "totp"),
    [
        (None, PasswordCheck.MATCH, "right"),
        (CLERK, PasswordCheck.MISMATCH, "right"),
        (CLERK, PasswordCheck.MATCH, "000000"),
    ],
)
def test_everything_must_be_right_to_sign_in(user: StaffUser | None, password: PasswordCheck, totp: str) -> None:
    code = pyotp.TOTP(SECRET).at(NOW) if totp == "right" else totp
    with pytest.raises(rules.SignInFailed):
        rules.require_staff_sign_in(user, password, code, NOW)


@pytest.mark.parametrize(
    ("seen", "now", "live"),
    [
        (timedelta(0), timedelta(minutes=29), True),
        (timedelta(0), SESSION_POLICY.idle, False),
        (timedelta(hours=11, minutes=50), timedelta(hours=11, minutes=59), True),
        (timedelta(hours=11, minutes=59), SESSION_POLICY.absolute, False),
    ],
)
def test_a_session_ends_when_idle_and_at_its_end(seen: timedelta, now: timedelta, live: bool) -> None:
    session = Session(b"", SessionKind.STAFF, ID, NOW, NOW + seen, NOW + SESSION_POLICY.absolute)
    assert rules.is_live(session, NOW + now) is live


def test_roles_give_permissions() -> None:
    assert permissions_of([Role.ADMINISTRATOR]) == frozenset(Permission)
    assert all(permission.endswith((".read", ".export")) for permission in permissions_of([Role.AUDITOR]))
    assert Permission.DAY_CLOSE in permissions_of([Role.CLERK, Role.ACCOUNTANT])
    assert permissions_of([]) == frozenset()
    with pytest.raises(rules.PermissionMissing):
        rules.require_permission(CLERK, Permission.DAY_CLOSE)


def test_four_eyes_are_those_of_two_people() -> None:
    rules.require_second_person(UUID(int=1), UUID(int=2))
    rules.require_second_person(None, UUID(int=2))  # the system prepared it
    with pytest.raises(rules.SecondPersonNeeded):
        rules.require_second_person(UUID(int=1), UUID(int=1))
