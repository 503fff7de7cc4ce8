"""Values that describe a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Language(StrEnum):
    """The language we speak with a person (BCP 47)."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A mainland resident ID number that passed every check of GB 11643-1999."""

    text: str

    @property
    def region_code(self) -> str:
        """The six-digit code of the county that issued it (GB/T 2260)."""
        return self.text[:6]

    @property
    def born_on(self) -> date:
        """The holder's date of birth."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where a person is paid: the bank's name, the account number, the name it is held in."""

    bank: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person in plain text: for machines that must name them (bureau, bank, contract), never for a screen."""

    party_id: UUID
    name: str
    id_number: IdNumber
    phone: str
    language: Language


@dataclass(frozen=True, slots=True)
class MaskedPerson:
    """The same person as screens show them."""

    party_id: UUID
    name: str
    id_number: str
    phone: str
    language: Language
