"""Applications from partners on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.infra.refusal_catalogue import Catalogue
from loanwright.infra.wire import Amount
from loanwright.origination.intake import Intake, IntakeStanding
from loanwright.origination.model import Application, Status
from loanwright.origination.rules import status_of
from loanwright.origination.schemas import ApplicationStart, ConsentGiven, DraftForm, ReasonView, WordsView
from loanwright.origination.usecases.receive_application import WholeApplication
from loanwright.origination.usecases.take_in_application import ToldByPartner
from loanwright.privacy.api import WordingAgreed


class PartnerApplication(BaseModel):
    """Everything an application needs, at once. `phone` is how the applicant signs in to take the offer and sign.

    `reference` is the partner's own word for it and comes back with every answer.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: str = Field(default="", max_length=80)
    phone: str = Field(min_length=11, max_length=20, examples=["13800005678"])
    wish: ApplicationStart
    answers: DraftForm
    consents: list[ConsentGiven] = Field(max_length=20)

    def told(self) -> ToldByPartner:
        """The same as values."""
        agreed = tuple(WordingAgreed(given.purpose, given.wording_version) for given in self.consents)
        return ToldByPartner(self.phone, WholeApplication(self.wish.to_command(), self.answers.to_answers(), agreed))


class Accepted(BaseModel):
    """Kept; it is taken in within moments. `id` is where to ask."""

    id: UUID


class IntakeRefusal(BaseModel):
    """Why it could not be taken in: a problem's code, and how it reads."""

    code: str
    words: WordsView


class PartnerApplicationView(BaseModel):
    """What became of an application. `status` is absent while it waits to be taken in, or was refused at that."""

    id: UUID
    reference: str
    standing: IntakeStanding
    received_at: datetime
    refusal: IntakeRefusal | None
    status: Status | None
    amount: Amount | None
    decline_reasons: list[ReasonView]


class PartnerApplicationPage(BaseModel):
    """Applications of one partner, newest first."""

    items: list[PartnerApplicationView]
    next_cursor: str | None


class IntakeCounts(BaseModel):
    """How many a partner has sent, by what became of them."""

    partner_id: UUID
    waiting: int
    taken_in: int
    refused: int


class IntakeCountList(BaseModel):
    """The counts of every partner that has sent something."""

    items: list[IntakeCounts]


def partner_view(
    sent: Intake, application: Application | None, reasons: list[ReasonView], catalogue: Catalogue
) -> PartnerApplicationView:
    """An application for its partner: how it stands, and nothing about the person."""
    return PartnerApplicationView(
        id=sent.id,
        reference=sent.reference,
        standing=sent.standing,
        received_at=sent.received_at,
        refusal=_refusal(sent.refusal, sent.refusal_params, catalogue) if sent.refusal else None,
        status=status_of(application) if application else None,
        amount=application.request.amount if application else None,
        decline_reasons=reasons,
    )


def _refusal(name: str, params: Mapping[str, str], catalogue: Catalogue) -> IntakeRefusal:
    titles = catalogue.document(name, dict(params), "")["titles"]
    return IntakeRefusal(code=name, words=WordsView(zh=titles["zh-CN"], en=titles["en"]))
