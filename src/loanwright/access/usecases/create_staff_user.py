"""Add a member of staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loanwright.access import passwords, repository, rules
from loanwright.access.model import Role, StaffUser
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewStaffUser:
    """What is known of a member of staff to be; `totp_secret` is base32."""

    username: str
    name: str
    password: str
    totp_secret: str
    roles: tuple[Role, ...]


def create_staff_user(uow: UnitOfWork, new: NewStaffUser) -> None:
    """Store the user; one whose user name exists already is left as they are. The caller leaves the audit record.

    Raises:
        PasswordTooShort
    """
    rules.require_strong_password(new.password)
    password_hash = passwords.hashed(new.password)
    roles = frozenset(new.roles)
    repository.add_staff(uow, StaffUser(uow.new_id(), new.username, new.name, password_hash, new.totp_secret, 0, roles))


def create_staff_users(uow: UnitOfWork, users: Iterable[NewStaffUser]) -> None:
    """Several at once, as when an institution is set up."""
    for new in users:
        create_staff_user(uow, new)
