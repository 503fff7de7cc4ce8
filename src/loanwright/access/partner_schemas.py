"""Partners on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from loanwright.access.model import Partner, PartnerStanding

_CODE = r"^[a-z][a-z0-9-]{1,38}[a-z0-9]$"


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartnerToken(_Body):
    """An access token; send it as ``Authorization: Bearer ...`` (RFC 6750)."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  a word of RFC 6750
    expires_in: int


class NewPartner(_Body):
    """A partner to take on; `code` is also its OAuth client id."""

    code: str = Field(pattern=_CODE, examples=["jd-finance"])
    name: str = Field(min_length=1, max_length=80)
    products: list[str] = Field(max_length=50)


class PartnerChange(_Body):
    """What a partner may do from now on."""

    standing: PartnerStanding
    products: list[str] = Field(max_length=50)


class PartnerView(_Body):
    """A partner."""

    id: UUID
    code: str
    name: str
    products: list[str]
    standing: PartnerStanding
    registered_at: datetime


class PartnerList(_Body):
    """All partners, by name."""

    items: list[PartnerView]


class PartnerSecret(_Body):
    """A partner with its secret, shown this once."""

    partner: PartnerView
    secret: str


class PartnerCredentials(_Body):
    """OAuth 2.0 client credentials."""

    client_id: str = Field(max_length=40)
    client_secret: SecretStr = Field(max_length=200)


def partner_view(partner: Partner) -> PartnerView:
    """A partner for staff."""
    return PartnerView(
        id=partner.id,
        code=partner.code,
        name=partner.name,
        products=sorted(partner.products),
        standing=partner.standing,
        registered_at=partner.registered_at,
    )
