"""What the applicant tells us: a draft grows field by field, each checked as it is saved, and is complete at submission.

Pure. Every fault has its own refusal with the name of the field, so the screen can say it beside the question.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.origination.model import EmploymentKind, Housing, MaritalStatus
from loanwright.parties.api import BankAccount, IdNumber, Language, age_on, read_bank_account, read_id_number, read_name

_LONGEST_WORDS = 80
_HIGHEST_MONTHLY_MAJOR = 10_000_000


class DateNotReadable(Refusal):
    """Not a calendar date written as year-month-day: 2019-03-01."""


class DateNotPast(Refusal):
    """A date that should lie behind us has not come yet."""


class AmountNegative(Refusal):
    """Income and debts are zero or more."""


class AmountImplausible(Refusal):
    """More than anybody earns or owes in a month: a slip of the finger."""


class WordsTooLong(Refusal):
    """More text than the field holds."""


class CountOutOfRange(Refusal):
    """A number of people or years nobody has."""


class ApplicantUnderAge(Refusal):
    """Younger than a borrower may be."""


class AnswersMissing(Refusal):
    """The application cannot be submitted before these questions are answered."""


@dataclass(frozen=True, slots=True)
class Employment:
    """How the applicant earns a living; `employer` is empty for those who have none."""

    kind: EmploymentKind
    employer: str
    since: date


@dataclass(frozen=True, slots=True)
class Answers:
    """The draft: any field may still be unanswered."""

    name: str | None = None
    id_number: IdNumber | None = None
    marital_status: MaritalStatus | None = None
    dependents: int | None = None
    region: str | None = None
    housing: Housing | None = None
    residence_since: date | None = None
    employment: Employment | None = None
    monthly_income: Money | None = None
    existing_debt_monthly: Money | None = None
    payout_account: BankAccount | None = None
    language: Language = Language.CHINESE


@dataclass(frozen=True, slots=True)
class CompleteAnswers:
    """The same, with nothing missing: what an application is judged by."""

    name: str
    id_number: IdNumber
    marital_status: MaritalStatus
    dependents: int
    region: str
    housing: Housing
    residence_since: date
    employment: Employment
    monthly_income: Money
    existing_debt_monthly: Money
    payout_account: BankAccount
    language: Language


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


def read_monthly(field: str, amount: Money) -> Money:
    """A monthly income or burden.

    Raises:
        AmountNegative, AmountImplausible
    """
    if amount < Money.zero(amount.currency):
        raise AmountNegative(field=field)
    if amount.decimal > _HIGHEST_MONTHLY_MAJOR:
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


def read_count(field: str, number: int, highest: int) -> int:
    """A number of people or years.

    Raises:
        CountOutOfRange
    """
    if not 0 <= number <= highest:
        raise CountOutOfRange(field=field, highest=highest)
    return number


def read_applicant_id(text: str, today: date, minimum_age: int) -> IdNumber:
    """The ID number of somebody old enough to borrow.

    Raises:
        ApplicantUnderAge, and what `parties.read_id_number` raises.
    """
    number = read_id_number(text, today)
    if age_on(number.born_on, today) < minimum_age:
        raise ApplicantUnderAge(minimum=minimum_age)
    return number


def complete(answers: Answers) -> CompleteAnswers:
    """The answers with nothing missing and the account in the applicant's own name.

    Raises:
        AnswersMissing: with the names of the open questions.
        AccountHolderDiffers
    """
    given = {field.name: getattr(answers, field.name) for field in fields(answers)}
    missing = [name for name, value in given.items() if value is None]
    if missing:
        raise AnswersMissing(fields=", ".join(missing))
    full = CompleteAnswers(**given)
    account = full.payout_account
    read_bank_account(account.bank, account.number, account.holder, full.name)
    return full


__all__ = [
    "Answers",
    "AnswersMissing",
    "ApplicantUnderAge",
    "CompleteAnswers",
    "Employment",
    "complete",
    "read_applicant_id",
    "read_count",
    "read_date",
    "read_monthly",
    "read_name",
    "read_words",
]
