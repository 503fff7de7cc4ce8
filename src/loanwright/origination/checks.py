"""What the stages check, and what they notice; people look at what was noticed. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from loanwright.decisioning.api import Purpose, ReportStatus
from loanwright.kernel.refusals import Refusal
from loanwright.origination.answers import ApplicantUnderAge, CompleteAnswers
from loanwright.origination.model import Flag, Request
from loanwright.origination.stages import Exit
from loanwright.parties.api import IdNumber, Person, age_on, check_account_holder
from loanwright.privacy.api import ConsentMissing, ConsentPurpose, WordingAgreed
from loanwright.products.api import Product

# Institution parameters of the checks that are ours; each is shown with the stage that uses it.
APPLICATIONS_COUNTED_WITHIN = timedelta(days=30)
APPLICATIONS_BEFORE_FLAG = 3
LARGE_AMOUNT_MAJOR = 500_000  # transfers by persons, large-value reporting (domain rules: to be confirmed)


class PurposeNotOffered(Refusal):
    """The product does not lend for this purpose."""


class RegionNotServed(Refusal):
    """The product is for people from other regions."""


class TooOldAtMaturity(Refusal):
    """The applicant would be older than the product allows when the last installment falls due."""


class IdentityDiffers(Refusal):
    """The person on file is not the one the application names."""


def check_purpose(purpose: Purpose, offered: Collection[str]) -> None:
    """Whether the product lends for this.

    Raises:
        PurposeNotOffered
    """
    if purpose not in offered:
        raise PurposeNotOffered(offered=", ".join(offered))


def check_eligible(product: Product, id_number: IdNumber, today: date, matures_on: date) -> None:
    """Whether the product is for this person.

    Raises:
        ApplicantUnderAge, TooOldAtMaturity, RegionNotServed
    """
    eligibility = product.eligibility
    if age_on(id_number.born_on, today) < eligibility.minimum_age:
        raise ApplicantUnderAge(minimum=eligibility.minimum_age)
    if age_on(id_number.born_on, matures_on) > eligibility.maximum_age_at_maturity:
        raise TooOldAtMaturity(maximum=eligibility.maximum_age_at_maturity)
    if eligibility.regions and not id_number.region_code.startswith(eligibility.regions):
        raise RegionNotServed


def check_identity(answers: CompleteAnswers, person: Person) -> None:
    """Whether the person on file is the one the application names, and is paid on an account of their own.

    Raises:
        IdentityDiffers, AccountHolderDiffers
    """
    if (answers.name, answers.id_number) != (person.name, person.id_number):
        raise IdentityDiffers
    check_account_holder(answers.payout_account, person.name)


def check_consents_complete(agreed: Collection[WordingAgreed], needed: Collection[ConsentPurpose]) -> None:
    """Whether every purpose that needs a consent has one.

    Raises:
        ConsentMissing
    """
    given = {agreement.purpose for agreement in agreed}
    for purpose in needed:
        if purpose not in given:
            raise ConsentMissing(purpose=purpose)


def fraud_flags(
    other_parties_with_id: int, other_parties_with_account: int, recent_applications: int, findings: Collection[str]
) -> frozenset[Flag]:
    """What the counts of the fraud stage point at, and what `fraud` found."""
    found = {
        Flag.ID_NUMBER_USED_ELSEWHERE: other_parties_with_id > 0,
        Flag.ACCOUNT_USED_ELSEWHERE: other_parties_with_account > 0,
        Flag.MANY_APPLICATIONS: recent_applications > APPLICATIONS_BEFORE_FLAG,
    }
    return frozenset(flag for flag, seen in found.items() if seen) | {Flag(finding) for finding in findings}


def report_flags(status: ReportStatus) -> frozenset[Flag]:
    """A bureau without a usable answer is noticed; a person without history is no flag, the policy knows of it."""
    return frozenset({Flag.BUREAU_UNREACHABLE} if status is ReportStatus.ERROR else ())


def aml_flags(request: Request, name_matches: int) -> frozenset[Flag]:
    """What the anti-money-laundering stage points at."""
    found = {
        Flag.LARGE_AMOUNT: request.amount.decimal >= LARGE_AMOUNT_MAJOR,
        Flag.NAME_ON_WATCH_LIST: name_matches > 0,
    }
    return frozenset(flag for flag, seen in found.items() if seen)


def named(flags: frozenset[Flag]) -> str | None:
    """The flags as the reason of a move."""
    return ", ".join(sorted(flags)) or None


def exit_for(flags: frozenset[Flag]) -> Exit:
    """A check that noticed something refers; the application is still scored so that the reviewer has everything."""
    return Exit.REFERRED if flags else Exit.PASSED
