"""Challenges, sessions, staff, and which role may do what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Permission(StrEnum):
    """What a member of staff may be allowed to do."""

    APPLICATION_READ = "application.read"
    APPLICATION_DECIDE = "application.decide"
    LOAN_READ = "loan.read"
    LOAN_SERVICE = "loan.service"
    LOAN_WAIVE = "loan.waive"
    LOAN_RESCHEDULE = "loan.reschedule"
    LOAN_CLOSE_OUT = "loan.close_out"
    LOAN_APPROVE = "loan.approve"
    LEDGER_READ = "ledger.read"
    LEDGER_EXPORT = "ledger.export"
    JOURNAL_DRAFT = "journal.draft"
    JOURNAL_APPROVE = "journal.approve"
    PERIOD_CLOSE = "period.close"
    PERIOD_REOPEN = "period.reopen"
    CHART_DRAFT = "chart.draft"
    CHART_APPROVE = "chart.approve"
    DAY_CLOSE = "day.close"
    PARAMETER_READ = "parameter.read"
    PARAMETER_DRAFT = "parameter.draft"
    PARAMETER_APPROVE = "parameter.approve"
    REPORT_READ = "report.read"
    PAYMENT_READ = "payment.read"
    PAYMENT_RESOLVE = "payment.resolve"
    PRODUCT_READ = "product.read"
    POLICY_READ = "policy.read"
    POLICY_DRAFT = "policy.draft"
    POLICY_APPROVE = "policy.approve"
    PARTNER_READ = "partner.read"
    PARTNER_MANAGE = "partner.manage"
    AUDIT_READ = "audit.read"
    OPERATIONS_RETRY = "operations.retry"
    PARTY_REVEAL = "party.reveal"
    FRAUD_READ = "fraud.read"
    FRAUD_SETTLE = "fraud.settle"


class Role(StrEnum):
    """A job at the lender."""

    CLERK = "clerk"
    OFFICER = "officer"
    ACCOUNTANT = "accountant"
    INVESTIGATOR = "investigator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CLERK: frozenset(
        {
            Permission.APPLICATION_READ,
            Permission.APPLICATION_DECIDE,
            Permission.LOAN_READ,
            Permission.LOAN_WAIVE,
            Permission.PAYMENT_READ,
            Permission.PRODUCT_READ,
            Permission.POLICY_READ,
            Permission.FRAUD_READ,
        }
    ),
    Role.OFFICER: frozenset(
        {
            Permission.APPLICATION_READ,
            Permission.LOAN_READ,
            Permission.LOAN_SERVICE,
            Permission.LOAN_WAIVE,
            Permission.LOAN_RESCHEDULE,
            Permission.LOAN_CLOSE_OUT,
            Permission.LOAN_APPROVE,
            Permission.PAYMENT_READ,
            Permission.PRODUCT_READ,
            Permission.REPORT_READ,
            Permission.PARTY_REVEAL,
            Permission.POLICY_READ,
            Permission.POLICY_DRAFT,
            Permission.PARAMETER_READ,
            Permission.PARAMETER_DRAFT,
        }
    ),
    Role.ACCOUNTANT: frozenset(
        {
            Permission.LOAN_READ,
            Permission.LEDGER_READ,
            Permission.LEDGER_EXPORT,
            Permission.JOURNAL_DRAFT,
            Permission.JOURNAL_APPROVE,
            Permission.PERIOD_CLOSE,
            Permission.CHART_DRAFT,
            Permission.CHART_APPROVE,
            Permission.PAYMENT_READ,
            Permission.PAYMENT_RESOLVE,
            Permission.DAY_CLOSE,
            Permission.PARAMETER_READ,
            Permission.PARAMETER_DRAFT,
            Permission.PARAMETER_APPROVE,
            Permission.REPORT_READ,
            Permission.PRODUCT_READ,
        }
    ),
    Role.INVESTIGATOR: frozenset(
        {
            Permission.APPLICATION_READ,
            Permission.LOAN_READ,
            Permission.POLICY_READ,
            Permission.PARTY_REVEAL,
            Permission.FRAUD_READ,
            Permission.FRAUD_SETTLE,
        }
    ),
    Role.AUDITOR: frozenset(permission for permission in Permission if permission.endswith((".read", ".export"))),
    Role.ADMINISTRATOR: frozenset(Permission),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything that at least one of `roles` may do."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """How one-time codes live and die."""

    life: timedelta = timedelta(minutes=5)
    resend_after: timedelta = timedelta(seconds=60)
    max_tries: int = 5
    per_phone_hourly: int = 10


CODE_POLICY = CodePolicy()


class ChallengeState(StrEnum):
    """A challenge is open once; every other state is final and has forgotten the code."""

    OPEN = "open"
    USED = "used"
    SUPERSEDED = "superseded"  # a newer code was sent for the same purpose
    SPENT = "spent"  # guessed at too often


@dataclass(frozen=True, slots=True)
class Challenge:
    """One code, sent to one phone, for one purpose and subject (such as: to sign this contract)."""

    id: UUID
    phone: str
    purpose: str
    subject_id: UUID | None
    code: str
    issued_at: datetime
    expires_at: datetime
    tries: int = 0
    state: ChallengeState = ChallengeState.OPEN

    def ended(self, state: ChallengeState) -> Challenge:
        """The same challenge in a final state, its code forgotten."""
        return replace(self, state=state, code="")


class SessionKind(StrEnum):
    """Whose session: each kind has a cookie of its own, so one browser may hold both."""

    BORROWER = "borrower"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """How long a session lasts without use, and in all."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)
    touch_every: timedelta = timedelta(minutes=1)


SESSION_POLICY = SessionPolicy()


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser. `principal_id` is a party for borrowers, a staff user for staff."""

    token_hash: bytes
    kind: SessionKind
    principal_id: UUID
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StaffUser:
    """A member of staff. `totp_step_last` is the time step of the last accepted TOTP code."""

    id: UUID
    username: str
    name: str
    password_hash: str
    totp_secret: str
    totp_step_last: int
    roles: frozenset[Role]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the roles together allow."""
        return permissions_of(self.roles)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` attempts of one kind by one subject within `window`, counted from the first."""

    kind: str
    count: int
    window: timedelta


class PartnerStanding(StrEnum):
    """Whether a partner may send applications."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Partner:
    """A company that sends us applicants; `products` are the codes of those it may apply for.

    Its secret is 32 random bytes, so a plain SHA-256 of it tells nothing; only the hash is kept.
    """

    id: UUID
    code: str
    name: str
    products: frozenset[str]
    standing: PartnerStanding
    secret_hash: bytes
    registered_at: datetime


PARTNER_TOKEN_LIFE = timedelta(minutes=15)

STAFF_SIGN_IN_LIMIT = Limit("staff-sign-in", 5, timedelta(minutes=15))
