"""Fetch an applicant's credit report, with their consent, outside any transaction."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from loanwright.decisioning import repository
from loanwright.decisioning.model import CreditInquiry, ReportStatus
from loanwright.decisioning.rules import is_settled
from loanwright.decisioning.sources.credit_bureau import CreditBureau
from loanwright.infra.tasks import Work
from loanwright.privacy.api import ConsentPurpose, require_consent

PURPOSE = "loan_approval"


class CreditBureauUnavailable(Exception):
    """The bureau gave no usable answer this time; raised so that the task is tried again later."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """Whose report is needed, for which application."""

    application_id: UUID
    party_id: UUID
    name: str
    id_number: str


def fetch_credit_report(work: Work, request: ReportRequest) -> ReportStatus:
    """How the inquiry ended; the answer is on record, where `assess` finds it. Safe to repeat.

    Every attempt is put on record. After some without a usable answer the inquiry is settled as an error, and the
    policy refers the application to a person.

    Raises:
        ConsentMissing: nothing was asked and no fee incurred.
        CreditBureauUnavailable: try again later.
    """
    with work.begin() as uow:
        earlier = repository.inquiry_statuses(uow, request.application_id)
        if is_settled(earlier):
            return earlier[-1]
        purpose = ConsentPurpose.CREDIT_REPORT_QUERY
        consent_id = require_consent(uow, request.party_id, purpose, request.application_id)
    inquiry = _inquiry(request, consent_id)
    answer = work.adapter(CreditBureau).inquire(inquiry)
    with work.begin() as uow:
        repository.add_inquiry(uow, request.application_id, request.party_id, inquiry, answer)
        uow.audit("decisioning.fetch-credit-report", "application", request.application_id, status=answer.status)
    if not is_settled([*earlier, answer.status]):
        raise CreditBureauUnavailable(answer.detail)
    return answer.status


def _inquiry(request: ReportRequest, consent_id: UUID) -> CreditInquiry:
    # One question per application and consent: a repetition after a crash is answered alike and charged once.
    inquiry_id = uuid5(request.application_id, f"credit-report/{consent_id}")
    return CreditInquiry(inquiry_id, consent_id, PURPOSE, request.id_number, request.name)
