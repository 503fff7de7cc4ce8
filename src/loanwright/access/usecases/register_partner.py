"""Take a partner on, change what it may do, give it a new secret."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from loanwright.access import partner_repository
from loanwright.access.model import Partner, PartnerStanding
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal

_SECRET_BYTES = 32


class PartnerCodeTaken(Refusal):
    """Another partner has this code."""


class PartnerUnknown(Refusal):
    """There is no such partner."""


@dataclass(frozen=True, slots=True)
class WithSecret:
    """A partner and its secret, which is shown this once."""

    partner: Partner
    secret: str


def register_partner(uow: UnitOfWork, code: str, name: str, products: Collection[str]) -> WithSecret:
    """A new partner, active, with its secret.

    Raises:
        PartnerCodeTaken
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    active = PartnerStanding.ACTIVE
    partner = Partner(uow.new_id(), code, name, frozenset(products), active, secret_hash(secret), uow.now)
    if not partner_repository.add(uow, partner):
        raise PartnerCodeTaken(code=code)
    uow.audit("access.register-partner", "partner", partner.id, code=code)
    return WithSecret(partner, secret)


def change_partner(uow: UnitOfWork, partner_id: UUID, standing: PartnerStanding, products: Collection[str]) -> Partner:
    """The partner with another standing or other products, from within a second.

    Raises:
        PartnerUnknown
    """
    changed = replace(known_partner(uow, partner_id), standing=standing, products=frozenset(products))
    partner_repository.save(uow, changed)
    uow.audit("access.change-partner", "partner", partner_id, standing=standing, products=", ".join(sorted(products)))
    return changed


def renew_partner_secret(uow: UnitOfWork, partner_id: UUID) -> WithSecret:
    """A new secret; the old one opens nothing from now on, tokens it opened run out within their quarter of an hour.

    Raises:
        PartnerUnknown
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    changed = replace(known_partner(uow, partner_id), secret_hash=secret_hash(secret))
    partner_repository.save(uow, changed)
    uow.audit("access.renew-partner-secret", "partner", partner_id)
    return WithSecret(changed, secret)


def known_partner(uow: UnitOfWork, partner_id: UUID) -> Partner:
    """The partner.

    Raises:
        PartnerUnknown
    """
    partner = partner_repository.find(uow, partner_id)
    if partner is None:
        raise PartnerUnknown
    return partner


def secret_hash(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()
