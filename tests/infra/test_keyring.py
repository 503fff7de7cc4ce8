"""Field encryption: nothing readable, nothing alterable, keys rotate."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.infra.keyring import CiphertextNotReadable, Keyring

OLD, NEW, INDEX = (base64.b64encode(bytes([byte]) * 32).decode() for byte in (1, 2, 3))
RING = Keyring([NEW], INDEX)


@given(st.text(max_size=200))
def test_text_comes_back_and_never_looks_the_same_twice(text: str) -> None:
    first, second = RING.encrypt(text), RING.encrypt(text)
    assert first != second
    assert RING.decrypt(first) == RING.decrypt(second) == text


@given(st.integers(min_value=0, max_value=500), st.integers(min_value=1, max_value=255))
def test_any_altered_byte_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(RING.encrypt("110101199003074514"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(CiphertextNotReadable):
        RING.decrypt(bytes(sealed))


def test_keys_rotate() -> None:
    sealed = Keyring([OLD], INDEX).encrypt("text")
    assert Keyring([NEW, OLD], INDEX).decrypt(sealed) == "text"
    with pytest.raises(CiphertextNotReadable):
        RING.decrypt(sealed)


def test_blind_index_is_stable_and_keyed() -> None:
    assert RING.blind_index("13800138000") == Keyring([OLD], INDEX).blind_index("13800138000")
    assert RING.blind_index("13800138000") != Keyring([NEW], OLD).blind_index("13800138000")
