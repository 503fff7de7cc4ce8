"""Which wording is current, and whether a consent stands."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from loanwright.kernel.refusals import Refusal
from loanwright.privacy.model import Consent, ConsentMoment, ConsentPurpose, Wording


class ConsentMissing(Refusal):
    """No consent of this person for this purpose, or it has expired or was revoked."""


class ConsentWordingNotCurrent(Refusal):
    """The wording agreed to is not the one in use today; it must be read and agreed to again."""


class ConsentNotFound(Refusal):
    """No such consent of this person."""


class ConsentAlreadyRevoked(Refusal):
    """The consent was revoked before."""


@cache
def all_wordings() -> tuple[Wording, ...]:
    """Every wording ever used, as shipped with this release."""
    text = (files("loanwright.privacy") / "wordings.toml").read_text("utf-8")
    return tuple(Wording.model_validate(entry) for entry in tomllib.loads(text)["wordings"])


def current_wordings(on: date, wordings: Sequence[Wording] | None = None) -> tuple[Wording, ...]:
    """For each purpose, the wording in use on a day, in the order of `ConsentPurpose`."""
    latest: dict[ConsentPurpose, Wording] = {}
    for wording in wordings or all_wordings():
        if wording.effective_from <= on and wording.version >= latest.get(wording.purpose, wording).version:
            latest[wording.purpose] = wording
    return tuple(latest[purpose] for purpose in ConsentPurpose if purpose in latest)


def current_wording(purpose: ConsentPurpose, version: int, on: date) -> Wording:
    """The wording a person agreed to, if it is the one in use.

    Raises:
        ConsentWordingNotCurrent: another version is in use today.
    """
    for wording in current_wordings(on):
        if (wording.purpose, wording.version) == (purpose, version):
            return wording
    raise ConsentWordingNotCurrent(purpose=purpose, version=version)


def purposes_needed(moment: ConsentMoment, on: date) -> tuple[ConsentPurpose, ...]:
    """The consents that must be given by a moment of the loan's life."""
    return tuple(wording.purpose for wording in current_wordings(on) if wording.needed_for is moment)


def wording_hash(wording: Wording) -> bytes:
    """SHA-256 over both texts: proof of what exactly was agreed to."""
    return hashlib.sha256(f"{wording.text.zh}\n{wording.text.en}".encode()).digest()


def standing(consents: Sequence[Consent], purpose: ConsentPurpose, at: datetime) -> Consent:
    """Of a person's consents, the latest for a purpose that stands.

    Raises:
        ConsentMissing: none does.
    """
    valid = [consent for consent in consents if consent.purpose is purpose and consent.stands_at(at)]
    if not valid:
        raise ConsentMissing(purpose=purpose)
    return max(valid, key=lambda consent: consent.given_at)
