"""A partner shows its secret and gets a token; with the token it calls."""

from __future__ import annotations

import hmac
from uuid import UUID

from loanwright.access import partner_repository, partner_tokens
from loanwright.access.model import PARTNER_TOKEN_LIFE, Partner, PartnerStanding
from loanwright.access.usecases.register_partner import secret_hash
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal


class PartnerCredentialsWrong(Refusal):
    """No partner has this code and this secret; deliberately not said which is wrong."""


class PartnerSuspended(Refusal):
    """The lender takes nothing from this partner for now."""


def issue_partner_token(uow: UnitOfWork, code: str, secret: str) -> str:
    """A token for the partner's next quarter of an hour.

    Raises:
        PartnerCredentialsWrong, PartnerSuspended
    """
    partner = partner_repository.find_by_code(uow, code)
    if partner is None or not hmac.compare_digest(partner.secret_hash, secret_hash(secret)):
        raise PartnerCredentialsWrong
    require_active(partner)
    return partner_tokens.minted(uow.keyring.blind_index, partner.id, uow.now + PARTNER_TOKEN_LIFE)


def admitted_partner(uow: UnitOfWork, partner_id: UUID) -> Partner:
    """The partner a token belongs to, while it is active.

    Raises:
        PartnerTokenNotValid, PartnerSuspended
    """
    partner = partner_repository.find(uow, partner_id)
    if partner is None:
        raise partner_tokens.PartnerTokenNotValid
    require_active(partner)
    return partner


def require_active(partner: Partner) -> None:
    """Refuse a suspended partner.

    Raises:
        PartnerSuspended
    """
    if partner.standing is not PartnerStanding.ACTIVE:
        raise PartnerSuspended
