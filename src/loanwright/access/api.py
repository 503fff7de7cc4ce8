"""What other domains may use of access."""

from __future__ import annotations

from loanwright.access.edges import AnonymousEdge, BorrowerEdge, staff_edge
from loanwright.access.model import Permission, Role, permissions_of
from loanwright.access.queries import DeliverableCode, TotpSetup, deliverable_code, phone_of, staff_names, totp_of
from loanwright.access.rules import (
    PermissionMissing,
    PhoneNotValid,
    SecondPersonNeeded,
    SignInRequired,
    masked_phone,
    normal_phone,
    require_second_person,
)
from loanwright.access.usecases.check_code import check_code
from loanwright.access.usecases.create_staff_user import NewStaffUser, create_staff_user, create_staff_users
from loanwright.access.usecases.issue_code import IssuedCode, issue_code

__all__ = [
    "AnonymousEdge",
    "BorrowerEdge",
    "DeliverableCode",
    "IssuedCode",
    "NewStaffUser",
    "Permission",
    "PermissionMissing",
    "PhoneNotValid",
    "Role",
    "SecondPersonNeeded",
    "SignInRequired",
    "TotpSetup",
    "check_code",
    "create_staff_user",
    "create_staff_users",
    "deliverable_code",
    "issue_code",
    "masked_phone",
    "normal_phone",
    "permissions_of",
    "phone_of",
    "require_second_person",
    "staff_edge",
    "staff_names",
    "totp_of",
]
