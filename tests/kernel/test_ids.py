"""Identifiers sort by time; references notice slips of the pen."""

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from loanwright.kernel.ids import is_reference, reference, uuid7

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_uuid7_is_version_7_and_sorts_by_time() -> None:
    ids = [uuid7(NOON + timedelta(milliseconds=step)) for step in range(50)]
    assert ids == sorted(ids)
    assert {(one.version, one.variant) for one in ids} == {(7, RFC_4122)}
    assert len({uuid7(NOON) for _ in range(1000)}) == 1000


@given(st.uuids(), st.integers(0, 14), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed(identifier: UUID, place: int, wrong: str) -> None:
    right = reference("LW", identifier)
    assert is_reference(right)
    assert is_reference(right.lower())
    altered = right[:place] + wrong + right[place + 1 :]
    assert is_reference(altered) == (altered == right)


def test_garbage_is_no_reference() -> None:
    assert not any(is_reference(text) for text in ("", "LX", "贷款12", "LW-123", " LW0KV75RWCS8XSZ"))
