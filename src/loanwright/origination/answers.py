"""What the applicant tells us: a draft grows field by field, each checked as it is saved, until it is complete.

Pure. Every fault has its own refusal with the name of the field, so the screen can say it beside the question.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from loanwright.access.api import normal_phone
from loanwright.decisioning.api import EmploymentKind, PropertyKind
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.parties.api import (
    BankAccount,
    IdNumber,
    Language,
    age_on,
    check_account_holder,
    read_bank_account,
    read_id_number,
    read_name,
)

_LONGEST_WORDS = 80
_HIGHEST_MAJOR = 100_000_000
_MAY_STAY_OPEN = frozenset({"savings", "address", "contact_phone"})  # nobody has to tell


class DateNotReadable(Refusal):
    """Not a calendar date written as year-month-day: 2019-03-01."""


class DateNotPast(Refusal):
    """A date that should lie behind us has not come yet."""


class AmountNegative(Refusal):
    """Income, debts and savings are zero or more."""


class AmountImplausible(Refusal):
    """More than anybody earns, owes or has put by: a slip of the finger."""


class WordsTooLong(Refusal):
    """More text than the field holds."""


class ApplicantUnderAge(Refusal):
    """Younger than a borrower may be."""


class AnswersMissing(Refusal):
    """The application cannot be submitted before these questions are answered."""


@dataclass(frozen=True, slots=True)
class Employment:
    """How the applicant earns a living; `employer` is empty and `since` absent for those who have none."""

    kind: EmploymentKind
    employer: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Answers:
    """The draft: any field may still be unanswered."""

    name: str | None = None
    id_number: IdNumber | None = None
    region: str | None = None
    property: PropertyKind | None = None
    employment: Employment | None = None
    monthly_income: Money | None = None
    existing_debt_monthly: Money | None = None
    savings: Money | None = None
    payout_account: BankAccount | None = None
    address: str | None = None
    contact_phone: str | None = None
    language: Language = Language.CHINESE


@dataclass(frozen=True, slots=True)
class EmploymentGiven:
    """Employment as it was typed."""

    kind: EmploymentKind
    employer: str
    since: str | None


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    """Answers as they were typed; only the fields named in `sent` are meant, the others say nothing."""

    sent: frozenset[str]
    name: str | None = None
    id_number: str | None = None
    region: str | None = None
    property: PropertyKind | None = None
    employment: EmploymentGiven | None = None
    monthly_income: Money | None = None
    existing_debt_monthly: Money | None = None
    savings: Money | None = None
    payout_account: BankAccount | None = None
    address: str | None = None
    contact_phone: str | None = None
    language: Language = Language.CHINESE


@dataclass(frozen=True, slots=True)
class CompleteAnswers:
    """The same, with nothing missing: what an application is judged by."""

    name: str
    id_number: IdNumber
    region: str
    property: PropertyKind
    employment: Employment
    monthly_income: Money
    existing_debt_monthly: Money
    savings: Money | None
    payout_account: BankAccount
    address: str | None
    contact_phone: str | None
    language: Language


def changed(before: Answers, given: AnswersGiven, today: date, minimum_age: int) -> Answers:
    """`before` with the sent fields in place; a field sent empty is unanswered again.

    Raises:
        The refusal of the first field that is not right, with the field's name.
    """
    read = {field: _read(field, getattr(given, field), today, minimum_age) for field in sorted(given.sent)}
    return replace(before, **read)


def _read(field: str, value: object, today: date, minimum_age: int) -> Any:
    match field, value:
        case "name", str():
            return read_name(value)
        case "id_number", str():
            return read_applicant_id(value, today, minimum_age)
        case "region" | "address", str():
            return read_words(field, value)
        case "contact_phone", str():
            return normal_phone(value) if value.strip() else None
        case "employment", EmploymentGiven():
            return read_employment(value, today)
        case "monthly_income" | "existing_debt_monthly" | "savings", Money():
            return read_amount(field, value)
        case "payout_account", BankAccount():
            return read_bank_account(read_words(field, value.bank), value.number, value.holder)
        case _:  # empty, or a choice from a list that the type has already checked
            return value


def read_employment(given: EmploymentGiven, today: date) -> Employment:
    """Employment; only somebody without work has no date since when.

    Raises:
        DateNotReadable, DateNotPast, WordsTooLong
    """
    employer = read_words("employment.employer", given.employer)
    if given.kind is EmploymentKind.UNEMPLOYED:
        return Employment(given.kind, employer, None)
    return Employment(given.kind, employer, read_date("employment.since", given.since or "", today))


def read_date(field: str, text: str, today: date) -> date:
    """A past or present day written as ``2019-03-01``.

    Raises:
        DateNotReadable, DateNotPast
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DateNotReadable(field=field) from None
    if len(text) != len("2019-03-01"):  # fromisoformat also reads 20190301 and week dates; people should not write them
        raise DateNotReadable(field=field)
    if day > today:
        raise DateNotPast(field=field)
    return day


def read_amount(field: str, amount: Money) -> Money:
    """An income, a burden, savings.

    Raises:
        AmountNegative, AmountImplausible
    """
    if amount < Money.zero(amount.currency):
        raise AmountNegative(field=field)
    if amount.decimal > _HIGHEST_MAJOR:
        raise AmountImplausible(field=field)
    return amount


def read_words(field: str, text: str) -> str:
    """A short free text such as an employer's name.

    Raises:
        WordsTooLong
    """
    words = " ".join(text.split())
    if len(words) > _LONGEST_WORDS:
        raise WordsTooLong(field=field, longest=_LONGEST_WORDS)
    return words


def read_applicant_id(text: str, today: date, minimum_age: int) -> IdNumber:
    """The ID number of somebody old enough to borrow.

    Raises:
        ApplicantUnderAge, and what `parties.read_id_number` raises.
    """
    number = read_id_number(text, today)
    if age_on(number.born_on, today) < minimum_age:
        raise ApplicantUnderAge(minimum=minimum_age)
    return number


def missing(answers: Answers) -> tuple[str, ...]:
    """Names of the questions that must still be answered before submission."""
    unanswered = (field.name for field in fields(answers) if getattr(answers, field.name) is None)
    return tuple(name for name in unanswered if name not in _MAY_STAY_OPEN)


def complete(answers: Answers) -> CompleteAnswers:
    """The answers with nothing missing and the account in the applicant's own name.

    Raises:
        AnswersMissing: with the names of the open questions.
        AccountHolderDiffers
    """
    if open_questions := missing(answers):
        raise AnswersMissing(fields=", ".join(open_questions))
    full = CompleteAnswers(**{field.name: getattr(answers, field.name) for field in fields(answers)})
    check_account_holder(full.payout_account, full.name)
    return full
