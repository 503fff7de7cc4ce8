"""Which wording is current, and when a consent may be relied on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from loanwright.privacy.model import Consent, ConsentMoment, ConsentPurpose, Wording
from loanwright.privacy.rules import (
    ConsentMissing,
    ConsentWordingNotCurrent,
    all_wordings,
    current_wording,
    current_wordings,
    purposes_needed,
    standing,
    wording_hash,
)

GIVEN = datetime(2026, 3, 2, 8, tzinfo=UTC)
QUERY = ConsentPurpose.CREDIT_REPORT_QUERY


def consent(purpose: ConsentPurpose = QUERY, days: int = 30, revoked_at: datetime | None = None) -> Consent:
    return Consent(
        id=UUID(int=1),
        party_id=UUID(int=2),
        subject_id=None,
        purpose=purpose,
        wording_version=1,
        wording_hash=b"",
        given_at=GIVEN,
        expires_at=GIVEN + timedelta(days=days),
        revoked_at=revoked_at,
    )


def test_every_purpose_has_a_wording_in_both_languages() -> None:
    assert [wording.purpose for wording in current_wordings(date(2026, 3, 2))] == list(ConsentPurpose)


def test_an_application_needs_three_separate_consents_and_signing_one() -> None:
    assert len(purposes_needed(ConsentMoment.APPLICATION, date(2026, 3, 2))) == 3
    assert purposes_needed(ConsentMoment.SIGNING, date(2026, 3, 2)) == (ConsentPurpose.ELECTRONIC_SIGNATURE,)


def test_a_later_wording_replaces_an_earlier_one_from_its_day_on() -> None:
    first = all_wordings()[0]
    second = first.model_copy(update={"version": 2, "effective_from": date(2027, 1, 1)})
    wordings: list[Wording] = [second, first]
    assert current_wordings(date(2026, 12, 31), wordings) == (first,)
    assert current_wordings(date(2027, 1, 1), wordings) == (second,)


def test_a_wording_not_in_use_cannot_be_agreed_to() -> None:
    with pytest.raises(ConsentWordingNotCurrent):
        current_wording(QUERY, 7, date(2026, 3, 2))


def test_the_hash_proves_the_text() -> None:
    first, second = all_wordings()[:2]
    assert wording_hash(first) == wording_hash(first) != wording_hash(second)


@pytest.mark.parametrize(
    ("consents", "at", "stands"),
    [
        ([consent()], GIVEN, True),
        ([consent()], GIVEN + timedelta(days=30), False),
        ([consent()], GIVEN - timedelta(seconds=1), False),
        ([consent(revoked_at=GIVEN + timedelta(days=1))], GIVEN + timedelta(hours=1), True),
        ([consent(revoked_at=GIVEN + timedelta(days=1))], GIVEN + timedelta(days=1), False),
        ([consent(ConsentPurpose.PERSONAL_INFORMATION)], GIVEN, False),
        ([], GIVEN, False),
    ],
)
def test_when_a_consent_stands(consents: list[Consent], at: datetime, stands: bool) -> None:
    if stands:
        assert standing(consents, QUERY, at) is consents[0]
    else:
        with pytest.raises(ConsentMissing):
            standing(consents, QUERY, at)
