"""What a browser measured while somebody filled in the form is put on record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.fraud import observations
from loanwright.fraud.behaviour import FormBehaviour, figures_of
from loanwright.fraud.model import Observation
from loanwright.fraud.networks import is_address
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Measured:
    """What arrived: the form's times and counts, the browser's own number and make-up, and where it came from."""

    form: FormBehaviour
    device: str
    browser: str
    ip: str


def keep_observation(uow: UnitOfWork, application_id: UUID, party_id: UUID, measured: Measured) -> None:
    """Only figures stay; the network address stays as a blind index and the range it lies in.

    The calling command has seen to the consent, and leaves the audit record.
    """
    seen = Observation(
        application_id=application_id,
        party_id=party_id,
        device=measured.device,
        browser=measured.browser,
        ip_index=uow.keyring.blind_index(f"ip:{measured.ip}"),
        network=observations.network_of(uow, measured.ip) if is_address(measured.ip) else None,
        figures=figures_of(measured.form),
        observed_at=uow.now,
    )
    observations.keep(uow, seen)
