"""What other domains may use of access."""

from __future__ import annotations

from loanwright.access.edges import AnonymousEdge, BorrowerEdge, PartnerEdge, bearing_partner, staff_edge
from loanwright.access.model import Partner, Permission, Role, permissions_of
from loanwright.access.partner_repository import every_partner
from loanwright.access.partner_tokens import PartnerTokenNotValid
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
from loanwright.access.usecases.admit_partner import require_active
from loanwright.access.usecases.check_code import check_code
from loanwright.access.usecases.create_staff_user import NewStaffUser, create_staff_user, create_staff_users
from loanwright.access.usecases.issue_code import IssuedCode, issue_code
from loanwright.access.usecases.party_of_phone import party_of_phone
from loanwright.access.usecases.register_partner import known_partner

__all__ = [
    "AnonymousEdge",
    "BorrowerEdge",
    "DeliverableCode",
    "IssuedCode",
    "NewStaffUser",
    "Partner",
    "PartnerEdge",
    "PartnerTokenNotValid",
    "Permission",
    "PermissionMissing",
    "PhoneNotValid",
    "Role",
    "SecondPersonNeeded",
    "SignInRequired",
    "TotpSetup",
    "bearing_partner",
    "check_code",
    "create_staff_user",
    "create_staff_users",
    "deliverable_code",
    "every_partner",
    "issue_code",
    "known_partner",
    "masked_phone",
    "normal_phone",
    "party_of_phone",
    "permissions_of",
    "phone_of",
    "require_active",
    "require_second_person",
    "staff_edge",
    "staff_names",
    "totp_of",
]
