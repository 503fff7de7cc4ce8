"""The door of `parties`."""

from loanwright.parties.model import BankAccount, IdNumber, Language, MaskedPerson, Person
from loanwright.parties.queries import (
    count_others_with_account,
    count_others_with_id_number,
    find_people,
    language_of,
    masked_people,
    masked_person,
    payout_account,
    person,
    phone_of,
)
from loanwright.parties.rules import (
    PersonUnknown,
    age_on,
    check_account_holder,
    check_character,
    masked_account_number,
    masked_id_number,
    masked_name,
    masked_phone,
    read_bank_account,
    read_id_number,
    read_name,
)
from loanwright.parties.usecases.enter_person import enter_person
from loanwright.parties.usecases.reveal_person import reveal_person

__all__ = [
    "BankAccount",
    "IdNumber",
    "Language",
    "MaskedPerson",
    "Person",
    "PersonUnknown",
    "age_on",
    "check_account_holder",
    "check_character",
    "count_others_with_account",
    "count_others_with_id_number",
    "enter_person",
    "find_people",
    "language_of",
    "masked_account_number",
    "masked_id_number",
    "masked_name",
    "masked_people",
    "masked_person",
    "masked_phone",
    "payout_account",
    "person",
    "phone_of",
    "read_bank_account",
    "read_id_number",
    "read_name",
    "reveal_person",
]
