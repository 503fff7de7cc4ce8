"""What an application says, made comparable: equal things written differently become equal texts. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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
    said = (
        Trait(LinkKind.DEVICE, applicant.device, applicant.device[:8]),
        Trait(LinkKind.ACCOUNT, applicant.account_number, masked_account_number(applicant.account_number)),
        Trait(LinkKind.ID_NUMBER, applicant.id_number, masked_id_number(applicant.id_number)),
        Trait(LinkKind.PHONE, applicant.phone, masked_phone(applicant.phone)),
        Trait(LinkKind.CONTACT, applicant.contact_phone, masked_phone(applicant.contact_phone)),
        Trait(LinkKind.ADDRESS, plain_address(applicant.address), masked_address(applicant.address)),
        Trait(LinkKind.EMPLOYER, plain_employer(applicant.employer), applicant.employer),
        Trait(LinkKind.BROWSER, applicant.browser, applicant.browser[:8]),
    )
    return tuple(trait for trait in said if trait.text)


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
