"""A chart of accounts with its posting rules: one declarative document, checked as a whole when it is read.

The document lists accounts and says which of them plays each role that posting rules name, for the institution and,
where they differ, for a product. An account plays one role at most, so the balance of a role is that of its accounts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loanwright.kernel.refusals import Refusal
from loanwright.ledger.model import Account, AccountKind, CodedPosting, Posting


class ChartNotValid(Refusal):
    """The text is not a chart; `problems` names each place and what is wrong there."""


class ChartRoleUnmapped(Refusal):
    """Posting rules need a role that the chart gives to no account."""


class ChartRoleLeadsNowhere(Refusal):
    """A role is given to an account that the chart does not list."""


class ChartRoleOfOtherKind(Refusal):
    """An account cannot play a role that asks for another kind of account."""


class ChartAccountOfTwoRoles(Refusal):
    """An account would play two roles, and nobody could tell their balances apart."""


class ChartProductRoleNotAllowed(Refusal):
    """A role that is not about loans has one account for the whole institution."""


class Basis(StrEnum):
    """When interest, fees and penalties become income: as they are earned, or as they are received."""

    ACCRUAL = "accrual"
    CASH = "cash"


BY_PRODUCT = frozenset(
    {
        Account.LOANS,
        Account.LOAN_LOSS_ALLOWANCE,
        Account.INTEREST_RECEIVABLE,
        Account.FEE_RECEIVABLE,
        Account.PENALTY_RECEIVABLE,
        Account.CUSTOMER_CREDIT,
        Account.OPENING_BALANCES,
        Account.INTEREST_INCOME,
        Account.FEE_INCOME,
        Account.PENALTY_INCOME,
        Account.RECOVERY_INCOME,
        Account.IMPAIRMENT_LOSS,
        Account.WAIVERS,
    }
)
"""Roles for which a product may have accounts of its own."""

EARNED_AS = {
    Account.INTEREST_RECEIVABLE: Account.INTEREST_INCOME,
    Account.FEE_RECEIVABLE: Account.FEE_INCOME,
    Account.PENALTY_RECEIVABLE: Account.PENALTY_INCOME,
}
"""On the cash basis a receivable is no account of its own: what would stand there is income not yet counted."""


class _Part(BaseModel):
    """A table of the document: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AccountFields(_Part):
    """What the document says of one account."""

    kind: AccountKind
    zh: str = Field(min_length=1, max_length=80)
    en: str = Field(min_length=1, max_length=80)


class ChartAccount(AccountFields):
    """One account: its code, kind, title in both languages, and the role it plays in posting rules, if any."""

    code: str
    role: Account | None = None


class ProductRules(_Part):
    """Where the loans of one product are posted differently."""

    basis: Basis | None = None
    accounts: dict[Account, str] = {}


Code = str


class Chart(_Part):
    """One version of the institution's chart, as its document states it."""

    version: int = Field(ge=1)
    effective_from: date
    basis: Basis
    roles: dict[Account, Code]
    products: dict[str, ProductRules] = {}
    listed: dict[Code, AccountFields] = Field(alias="accounts", min_length=1)

    @cached_property
    def accounts(self) -> dict[Code, ChartAccount]:
        """Every account by its code, in the order of codes, each with its role."""
        roles = {code: role for _, role, code in self.mapped()}
        return {
            code: ChartAccount(code=code, role=roles.get(code), **dict(self.listed[code]))
            for code in sorted(self.listed)
        }

    def basis_of(self, product: str | None) -> Basis:
        """When income of this product counts."""
        rules = self.products.get(product or "")
        return (rules.basis if rules else None) or self.basis

    def role_posted(self, role: Account, product: str | None) -> Account:
        """The role that is posted to where rules name `role`: on the cash basis income instead of a receivable."""
        return EARNED_AS.get(role, role) if self.basis_of(product) is Basis.CASH else role

    def code_of(self, role: Account, product: str | None = None) -> Code:
        """The account that plays `role` for a product.

        Raises:
            ChartRoleUnmapped: an older chart that does not know the role yet.
        """
        posted = self.role_posted(role, product)
        rules = self.products.get(product or "")
        code = rules.accounts.get(posted) if rules else None
        found = code or self.roles.get(posted)
        if found is None:
            raise ChartRoleUnmapped(roles=posted.value)
        return found

    def coded(self, posting: Posting) -> CodedPosting | None:
        """The posting between accounts; None if on this product's basis nothing moves."""
        debit, credit = self.code_of(posting.debit, posting.product), self.code_of(posting.credit, posting.product)
        if debit == credit:
            return None
        return CodedPosting(debit, credit, posting.amount, posting.product, posting.loan_id)

    def mapped(self) -> Iterator[tuple[str, Account, Code]]:
        """Every mapping: the product ("" for all), the role, and its account."""
        yield from (("", role, code) for role, code in self.roles.items())
        for product, rules in self.products.items():
            yield from ((product, role, code) for role, code in rules.accounts.items())


def parse_chart(text: str) -> Chart:
    """Read a new chart.

    Raises:
        ChartRoleUnmapped: it leaves out a role.
        ChartNotValid, ChartRoleLeadsNowhere, ChartRoleOfOtherKind, ChartAccountOfTwoRoles, ChartProductRoleNotAllowed:
        the first thing that is wrong, by name.
    """
    chart = approved_chart(text)
    unmapped = [role.value for role in Account if role not in chart.roles]
    if unmapped:
        raise ChartRoleUnmapped(roles=", ".join(unmapped))
    return chart


def approved_chart(text: str) -> Chart:
    """Read a chart that was complete when it was approved; roles that have come since then it does not know.

    Raises what `parse_chart` does but for those.
    """
    try:
        chart = Chart.model_validate(tomllib.loads(text))
    except ValidationError as invalid:
        places = (f"{'.'.join(map(str, error['loc'])) or 'document'}: {error['msg']}" for error in invalid.errors())
        raise ChartNotValid(problems="; ".join(places)) from None
    except ValueError as unreadable:
        raise ChartNotValid(problems=str(unreadable)) from None
    _check_roles(chart)
    return chart


def _check_roles(chart: Chart) -> None:
    played: dict[Code, Account] = {}
    for product, role, code in chart.mapped():
        if product and role not in BY_PRODUCT:
            raise ChartProductRoleNotAllowed(product=product, role=role)
        if code not in chart.listed:
            raise ChartRoleLeadsNowhere(role=role, code=code)
        if chart.listed[code].kind is not role.kind:
            raise ChartRoleOfOtherKind(role=role, code=code, kind=role.kind)
        if played.setdefault(code, role) is not role:
            raise ChartAccountOfTwoRoles(code=code, roles=f"{played[code]}, {role}")


@cache
def shipped_chart() -> Chart:
    """The chart that every installation starts with: version 1."""
    return parse_chart(shipped_document())


def shipped_document() -> str:
    """Its text, which an institution copies and changes."""
    return (files(__package__) / "documents" / "chart.v1.toml").read_text("utf-8")
