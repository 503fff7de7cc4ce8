"""What a decision is made from, and what it is: frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from loanwright.kernel.money import Money


class Purpose(StrEnum):
    """What the money is for."""

    FARMING = "farming"
    BUSINESS = "business"
    EDUCATION = "education"
    NEW_VEHICLE = "new_vehicle"
    USED_VEHICLE = "used_vehicle"
    HOUSEHOLD_GOODS = "household_goods"
    FURNITURE = "furniture"
    RENOVATION = "renovation"
    OTHER = "other"


class EmploymentKind(StrEnum):
    """How somebody earns a living."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    FARMER = "farmer"
    STUDENT = "student"
    RETIRED = "retired"
    UNEMPLOYED = "unemployed"


class PropertyKind(StrEnum):
    """The most valuable thing somebody owns besides savings."""

    REAL_ESTATE = "real_estate"
    INSURANCE_OR_SAVINGS_PLAN = "insurance_or_savings_plan"
    VEHICLE_OR_OTHER = "vehicle_or_other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ApplicantAnswers:
    """What the applicant told us and a decision may use. Sex, origin and marital status are not among it."""

    born_on: date
    region: str
    purpose: Purpose
    employment: EmploymentKind
    employed_since: date | None
    property: PropertyKind
    monthly_income: Money
    existing_debt_monthly: Money
    savings: Money | None  # None: none, or prefers not to say


@dataclass(frozen=True, slots=True)
class WishedLoan:
    """The loan asked for; `installment` is its largest regular payment, from the product's own schedule."""

    product_code: str
    product_version: int
    amount: Money
    periods: int
    months: int
    installment: Money
    smallest: Money | None = None  # the least this product lends; unknown for decisions before policies had terms
    step: Money | None = None
    rate_points_room: int | None = None  # how much dearer it may get under the product's caps, hundredths of a percent


class AccountKind(StrEnum):
    """Kinds of account a credit report lists."""

    LOAN = "non_revolving_loan"
    REVOLVING = "revolving_loan"
    CARD = "credit_card"


@dataclass(frozen=True, slots=True)
class ReportedAccount:
    """One account of a credit report; `last_24_months` oldest first, 1 to 7 for that many months overdue."""

    kind: AccountKind
    opened_on: date
    closed_on: date | None
    balance: Money
    monthly_payment: Money
    overdue_amount: Money
    last_24_months: str

    @property
    def is_open(self) -> bool:
        """Whether something may still be owed on it."""
        return self.closed_on is None

    @property
    def months_late_worst(self) -> int:
        """The longest arrears of the last 24 months, in months."""
        return max((int(month) for month in self.last_24_months if month.isdigit()), default=0)


@dataclass(frozen=True, slots=True)
class SettlementAccount:
    """The person's current account, as far as the bureau knows it."""

    average_balance: Money
    salary_paid: bool


@dataclass(frozen=True, slots=True)
class CreditReport:
    """The part of a bureau's report that decisions use."""

    report_number: str
    as_of: date
    settlement_account: SettlementAccount | None
    accounts: tuple[ReportedAccount, ...]
    public_record_count: int
    inquiry_dates: tuple[date, ...]


class ReportStatus(StrEnum):
    """How an inquiry at a source ended."""

    MATCH = "match"
    NO_RECORD = "no_record"
    ERROR = "error"
    MISMATCH = "mismatch"  # the ID number is known under another name


@dataclass(frozen=True, slots=True)
class CreditInquiry:
    """A question to the bureau. The same `inquiry_id` again is the same question: answered alike and charged once."""

    inquiry_id: UUID
    consent_id: UUID
    purpose: str
    id_number: str
    name: str


@dataclass(frozen=True, slots=True)
class InquiryAnswer:
    """What came of an inquiry: `report` on a match, `raw` as it was received, `detail` what went wrong."""

    status: ReportStatus
    report: CreditReport | None = None
    raw: bytes = b""
    fee: Money = field(default_factory=Money.zero)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ProductLimits:
    """Whom a product is for. No region means every region; regions are prefixes of the applicant's."""

    minimum_age: int
    maximum_age_at_maturity: int
    regions: tuple[str, ...]
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Eligible:
    """Whether the product is for this person: margins in years (negative: not), and two yes/no answers."""

    age_margin_years: int
    maturity_margin_years: int
    region_served: bool
    purpose_served: bool


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a decision by the system is made from."""

    on: date
    answers: ApplicantAnswers
    wish: WishedLoan
    eligible: Eligible
    report_status: ReportStatus
    report: CreditReport | None
    findings: tuple[str, ...] = ()  # names of what fraud and money-laundering checks noticed
    signals: dict[str, int] = field(default_factory=dict)  # the checks' own figures, features as they are


class Outcome(StrEnum):
    """What a decision says."""

    APPROVE = "approve"
    REFER = "refer"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a stable code and a sentence a person understands."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class AttributePoints:
    """What one feature contributed to the score, and the most it could have."""

    feature: str
    label: Words
    value: Words
    points: int
    points_best: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Score:
    """Points by feature, their sum with the base, and the probability of bad it stands for."""

    total: int
    base: int
    attributes: tuple[AttributePoints, ...]
    probability_of_bad: Decimal


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A row of the decision table that applied. Nobody may decide otherwise where it is `binding`."""

    rule: int
    outcome: Outcome
    reason: Reason
    binding: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """What a decision was computed with; enough to compute it again."""

    features: int
    scorecard: str
    policy: str


@dataclass(frozen=True, slots=True)
class Granted:
    """What a row of a policy's terms allows: at most `amount`, `rate_points` hundredths of a percent on the rate."""

    row: int
    grade: str
    amount: Money
    rate_points: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What score and policy say about a case, before anything is stored; `trace` is the rule engine's own, as JSON.

    `granted` is None where the policy has no terms for such a case: then the wish stands as it is.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    features: dict[str, int | str | None]
    score: Score
    hits: tuple[RuleHit, ...]
    trace: str
    versions: Versions
    granted: Granted | None = None


class DecidedBy(StrEnum):
    """Who decided."""

    SYSTEM = "system"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on record. One by the system has its `verdict`; one by a person has their id, name and `note`."""

    id: UUID
    application_id: UUID
    party_id: UUID
    sequence: int
    outcome: Outcome
    reasons: tuple[Reason, ...]
    made_at: datetime
    decided_by: DecidedBy
    verdict: Verdict | None = None
    staff_id: UUID | None = None
    staff_name: str = ""
    note: str = ""
