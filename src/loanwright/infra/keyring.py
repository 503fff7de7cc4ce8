"""Field encryption: ID numbers, phones and accounts are unreadable in the database and its backups.

AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). The first key encrypts; all of them decrypt, found by a
one-byte key id in front of the ciphertext, so keys rotate without downtime. Look-ups go through a blind index: an
HMAC-SHA-256 of the normalised text under a key of its own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class CiphertextNotReadable(Exception):
    """The bytes were altered, or no configured key made them."""


class Keyring:
    """Encrypts and decrypts short texts, and makes their blind indexes."""

    def __init__(self, encryption_keys: Sequence[str], index_key: str) -> None:
        """Keys are 32 bytes in base64; `encryption_keys` newest first."""
        raw = [base64.b64decode(key) for key in encryption_keys]
        self._ciphers = {hashlib.sha256(key).digest()[:1]: AESGCM(key) for key in reversed(raw)}
        self._current = hashlib.sha256(raw[0]).digest()[:1]
        self._index_key = base64.b64decode(index_key)

    def encrypt(self, text: str) -> bytes:
        """Ciphertext under the newest key; different every time."""
        nonce = secrets.token_bytes(_NONCE)
        return self._current + nonce + self._ciphers[self._current].encrypt(nonce, text.encode(), None)

    def decrypt(self, ciphertext: bytes) -> str:
        """The text again.

        Raises:
            CiphertextNotReadable: altered, or made with a key that is not configured.
        """
        cipher = self._ciphers.get(ciphertext[:1])
        if cipher is None:
            raise CiphertextNotReadable("no configured key made this")
        nonce, body = ciphertext[1 : 1 + _NONCE], ciphertext[1 + _NONCE :]
        try:
            return cipher.decrypt(nonce, body, None).decode()
        except InvalidTag:
            raise CiphertextNotReadable("altered") from None

    def blind_index(self, text: str) -> bytes:
        """32 bytes that are equal for equal texts and tell nothing else; normalise the text first."""
        return hmac.digest(self._index_key, text.encode(), "sha256")
