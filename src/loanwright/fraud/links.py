"""What an application says, made comparable: equal things written differently become equal texts. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from loanwright.fraud.model import LinkKind, Trait
from loanwright.parties.api import masked_account_number, masked_id_number, masked_phone

_SHORTEST_ADDRESS = 6  # "浙江省" alone is a province, not an address
_LEGAL_FORM = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|集团公司|总公司|分公司|集团|公司|coltd|limited|ltd|inc)$"
)
_PHONE_LIKE = frozenset({LinkKind.PHONE, LinkKind.CONTACT})


@dataclass(frozen=True, slots=True)
class Applicant:
    """What an application says that others may say too; empty where nothing was said."""

    application_id: UUID
    party_id: UUID
    id_number: str
    phone: str
    account_number: str
    contact_phone: str = ""
    address: str = ""
    employer: str = ""
    device: str = ""
    browser: str = ""


def traits_of(applicant: Applicant) -> tuple[Trait, ...]:
    """Everything that may tie this application to others."""
    said = {
        LinkKind.DEVICE: applicant.device,
        LinkKind.ACCOUNT: applicant.account_number,
        LinkKind.ID_NUMBER: applicant.id_number,
        LinkKind.PHONE: applicant.phone,
        LinkKind.CONTACT: applicant.contact_phone,
        LinkKind.ADDRESS: applicant.address,
        LinkKind.EMPLOYER: applicant.employer,
        LinkKind.BROWSER: applicant.browser,
    }
    traits = (trait_from(kind, text) for kind, text in said.items())
    return tuple(trait for trait in traits if trait)


def trait_from(kind: LinkKind, typed: str) -> Trait | None:
    """What was typed as a trait; None where it says nothing that could be compared."""
    typed = typed.strip()
    match kind:
        case LinkKind.DEVICE | LinkKind.BROWSER:
            trait = Trait(kind, typed, typed[:8])
        case LinkKind.ACCOUNT:
            trait = Trait(kind, typed, masked_account_number(typed))
        case LinkKind.ID_NUMBER:
            trait = Trait(kind, typed.upper(), masked_id_number(typed))
        case LinkKind.PHONE | LinkKind.CONTACT:
            digits = re.sub(r"[\s-]", "", typed)
            trait = Trait(kind, digits, masked_phone(digits))
        case LinkKind.ADDRESS:
            trait = Trait(kind, plain_address(typed), masked_address(typed))
        case LinkKind.EMPLOYER:
            trait = Trait(kind, plain_employer(typed), typed)
        case _:
            assert_never(kind)
    return trait if trait.text else None


def index_text(trait: Trait) -> str:
    """What the blind index is made of: a contact's phone meets the phone of whoever owns it."""
    family = LinkKind.PHONE if trait.kind in _PHONE_LIKE else trait.kind
    return f"{family}:{trait.text}"


def plain_address(address: str) -> str:
    """An address without spaces and punctuation, full-width folded; empty when too short to name one place."""
    plain = folded(address)
    return plain if len(plain) >= _SHORTEST_ADDRESS else ""


def plain_employer(employer: str) -> str:
    """An employer's name without its legal form: 朝阳木器厂 and 朝阳木器厂有限公司 are one."""
    plain = folded(employer)
    return _LEGAL_FORM.sub("", plain) or plain


def masked_address(address: str) -> str:
    """The beginning of an address: the county, not the door."""
    return f"{address[:6]}…" if address else ""


def folded(text: str) -> str:
    """Letters and digits only, small, in one width (Unicode NFKC)."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
