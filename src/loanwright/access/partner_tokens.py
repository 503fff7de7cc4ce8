"""The short-lived tokens partners call with (OAuth 2.0 client credentials, RFC 6749 section 4.4). Pure.

A token says whose it is and until when, under a keyed hash: it is checked without asking the database, which is what
lets an application be taken in at one write. Whether the partner may still send is asked of the partner's record.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from loanwright.kernel.refusals import Refusal

Sign = Callable[[str], bytes]
"""A keyed hash, such as `Keyring.blind_index`."""

_MAC = 32


class PartnerTokenNotValid(Refusal):
    """No token, one that has run out, or none of ours."""


def minted(sign: Sign, partner_id: UUID, expires_at: datetime) -> str:
    """A token for `partner_id` until `expires_at` (whole seconds)."""
    body = partner_id.bytes + int(expires_at.timestamp()).to_bytes(8)
    return base64.urlsafe_b64encode(body + _mac(sign, body)).decode().rstrip("=")


def bearer(sign: Sign, authorization: str, now: datetime) -> UUID:
    """Whose token an Authorization header carries.

    Raises:
        PartnerTokenNotValid
    """
    scheme, _, token = authorization.partition(" ")
    try:
        read = base64.b64decode(token.strip() + "=" * (-len(token.strip()) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise PartnerTokenNotValid from None
    body, mac = read[:-_MAC], read[-_MAC:]
    if scheme.lower() != "bearer" or len(body) != 24 or not hmac.compare_digest(mac, _mac(sign, body)):
        raise PartnerTokenNotValid
    if int.from_bytes(body[16:]) <= now.timestamp():
        raise PartnerTokenNotValid
    return UUID(bytes=body[:16])


def _mac(sign: Sign, body: bytes) -> bytes:
    return sign(f"partner-token:{body.hex()}")
