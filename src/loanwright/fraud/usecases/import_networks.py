"""Staff bring a list of networks up to date."""

from __future__ import annotations

from uuid import UUID, uuid5

from loanwright.fraud import observations
from loanwright.fraud.networks import read_networks
from loanwright.infra.unit_of_work import UnitOfWork

_LISTS = UUID("6f1f3f0e-0d5b-4c3e-9a54-0f3f0c9f7a10")


def import_networks(uow: UnitOfWork, source: str, text: str) -> int:
    """How many ranges a source has now; all it said before is replaced.

    Raises:
        NetworkListNotReadable
    """
    networks = read_networks(text, source)
    observations.replace_networks(uow, source, networks)
    uow.audit("fraud.import-networks", "network-list", uuid5(_LISTS, source), source=source, ranges=len(networks))
    return len(networks)
