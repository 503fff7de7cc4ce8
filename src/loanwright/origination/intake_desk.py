"""The door for partners: look at what is sent, write it down with whatever else came just now, and say so.

Looking needs the day, the products and the partners; these are read once a second instead of for each applicant, and
everything is looked at again when the application is taken in. So the way from the socket to the promise is one write,
shared with those who came at the same moment.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import Request

from loanwright.access import api as access
from loanwright.infra.edge import runtime_of
from loanwright.infra.group_commit import GroupCommit
from loanwright.infra.idempotency import IdempotencyKeyReused
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from loanwright.kernel.refusals import Refusal
from loanwright.origination.intake import Sent
from loanwright.origination.usecases.keep_intakes import keep_intakes
from loanwright.origination.usecases.receive_application import read_whole
from loanwright.origination.usecases.take_in_application import ToldByPartner
from loanwright.products import api as products


class ProductNotOpenToPartner(Refusal):
    """The lender takes no applications for this product from this partner."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the door has to know."""

    today: date
    products: Mapping[str, products.Product]
    partners: Mapping[UUID, access.Partner]


class IntakeDesk:
    """One for each web process."""

    def __init__(self, runtime: Runtime, remembered_seconds: int = 1) -> None:
        self._runtime = runtime
        self._group: GroupCommit[Sent, UUID | IdempotencyKeyReused] = GroupCommit(self._keep)
        self._remembered_seconds = remembered_seconds
        self._known: tuple[float, Known] | None = None
        self._reading = asyncio.Lock()

    async def check(self, partner_id: UUID, told: ToldByPartner) -> None:
        """Refuse at once what could not be taken in.

        Raises:
            PartnerTokenNotValid, PartnerSuspended, ProductNotOpenToPartner, PhoneNotValid, and what `read_whole`
            raises.
        """
        known = await self._knowledge()
        partner = known.partners.get(partner_id)
        if partner is None:
            raise access.PartnerTokenNotValid
        access.require_active(partner)
        code = told.whole.wish.product_code
        if code not in partner.products or code not in known.products:
            raise ProductNotOpenToPartner(product=code)
        access.normal_phone(told.phone)
        read_whole(known.products[code], told.whole, known.today)

    async def keep(self, sent: Sent) -> UUID:
        """The id it is kept under, once that is certain.

        Raises:
            TooBusy, IdempotencyKeyReused
        """
        answer = await self._group.put(sent)
        if isinstance(answer, Refusal):
            raise answer
        return answer

    async def _knowledge(self) -> Known:
        known = self._fresh()
        if known:
            return known
        async with self._reading:  # one reads, whoever comes meanwhile waits for it
            known = self._fresh()
            if known is None:
                known = await asyncio.to_thread(self._read)
                self._known = (time.monotonic(), known)
            return known

    def _fresh(self) -> Known | None:
        if self._known is None or time.monotonic() - self._known[0] >= self._remembered_seconds:
            return None
        return self._known[1]

    def _read(self) -> Known:
        with self._runtime.read(SYSTEM) as uow:
            return _known(uow)

    def _keep(self, sent: Sequence[Sent]) -> list[UUID | IdempotencyKeyReused]:
        return self._runtime.run(SYSTEM, lambda uow: keep_intakes(uow, sent))


def _known(uow: UnitOfWork) -> Known:
    in_force = {product.code: product for product in products.products_in_force(uow)}
    return Known(uow.business_date, in_force, {partner.id: partner for partner in access.every_partner(uow)})


async def desk_of(request: Request) -> IntakeDesk:
    """The desk of the application the request came to; a coroutine for the reason `bearing_partner` is one."""
    state = request.app.state
    if not hasattr(state, "intake_desk"):
        state.intake_desk = IntakeDesk(runtime_of(request))
    desk: IntakeDesk = state.intake_desk
    return desk
