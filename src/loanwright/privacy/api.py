"""The one door to privacy."""

from __future__ import annotations

from loanwright.privacy.model import Consent, ConsentMoment, ConsentPurpose, Wording, WordingAgreed
from loanwright.privacy.queries import consent_stands, consents_of, require_consent
from loanwright.privacy.rules import (
    ConsentAlreadyRevoked,
    ConsentMissing,
    ConsentNotFound,
    ConsentWordingNotCurrent,
    current_wordings,
    purposes_needed,
)
from loanwright.privacy.usecases.give_consents import give_consents
from loanwright.privacy.usecases.revoke_consent import revoke_consent

__all__ = [
    "Consent",
    "ConsentAlreadyRevoked",
    "ConsentMissing",
    "ConsentMoment",
    "ConsentNotFound",
    "ConsentPurpose",
    "ConsentWordingNotCurrent",
    "Wording",
    "WordingAgreed",
    "consent_stands",
    "consents_of",
    "current_wordings",
    "give_consents",
    "purposes_needed",
    "require_consent",
    "revoke_consent",
]
