"""The fraud stage's question: what about this application, beside all the others?"""

from __future__ import annotations

from dataclasses import replace

from loanwright.fraud import examinations, list_entries, observations, queries
from loanwright.fraud.examination import COUNTED_WITHIN, Examination, findings_of, signals_of
from loanwright.fraud.links import Applicant, index_text
from loanwright.fraud.lists import findings_on
from loanwright.fraud.model import LinkKind, Observation, Trait
from loanwright.fraud.population import deviations_of
from loanwright.fraud.rings import PARAMETERS
from loanwright.fraud.usecases.link_application import link_application, links_of
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.privacy.api import ConsentPurpose, consent_stands


def examine_application(uow: UnitOfWork, applicant: Applicant) -> Examination:
    """What was found, on record; safe to repeat. The audit record is the calling command's.

    What was measured of the form counts only while its consent stands; otherwise it is deleted unread.
    """
    seen = _measured(uow, applicant)
    if seen is not None:
        applicant = replace(applicant, device=seen.device, browser=seen.browser)
    values = {link.value for link in links_of(uow, applicant)}
    listed = list_entries.in_force(uow, values, uow.business_date)
    group = link_application(uow, applicant, listed)
    suspected = queries.suspected_ring(uow, applicant.party_id)
    network = seen.network if seen else None
    deviations = deviations_of(seen.figures, observations.population(uow)) if seen else ()
    at_address = observations.people_at(uow, seen.ip_index, uow.now - COUNTED_WITHIN) if seen else 0
    signals = signals_of(group, deviations, network, _people_with(uow, applicant.device), at_address)
    made = Examination(
        application_id=applicant.application_id,
        party_id=applicant.party_id,
        findings=(*findings_of(suspected, signals, network), *findings_on(listed)),
        signals=signals,
        deviations=deviations,
        examined_at=uow.now,
    )
    examinations.add(uow, made)
    return made


def _measured(uow: UnitOfWork, applicant: Applicant) -> Observation | None:
    seen = observations.find(uow, applicant.application_id)
    if seen is None:
        return None
    if consent_stands(uow, applicant.party_id, ConsentPurpose.FRAUD_PREVENTION, applicant.application_id):
        return seen
    observations.forget(uow, applicant.application_id)
    return None


def _people_with(uow: UnitOfWork, device: str) -> int:
    if not device:
        return 0
    value = uow.keyring.blind_index(index_text(Trait(LinkKind.DEVICE, device, "")))
    return observations.people_with(uow, value, PARAMETERS.hub_people)
