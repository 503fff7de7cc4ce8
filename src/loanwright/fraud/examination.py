"""What fraud says about one application: whole numbers a policy may look at, and findings for people. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from loanwright.fraud.model import HIDDEN_NETWORKS, Finding, Group, Network, NetworkKind
from loanwright.fraud.population import Deviation, anomaly_score

UNUSUAL_FROM = 60  # points of an anomaly score
COUNTED_WITHIN = timedelta(hours=24)
_HOME = "CN"

Signals = dict[str, int]


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, on record: `signals` enter the decision, `deviations` explain the anomaly score."""

    application_id: UUID
    party_id: UUID
    findings: tuple[Finding, ...]
    signals: Signals
    deviations: tuple[Deviation, ...]
    examined_at: datetime


def signals_of(
    group: Group | None,
    deviations: tuple[Deviation, ...],
    network: Network | None,
    people_with_device: int,
    people_at_address: int,
) -> Signals:
    """Everything as whole numbers; what is not known is 0."""
    return {
        "ring_points": group.points if group else 0,
        "group_people": group.people if group else 1,
        "anomaly_score": anomaly_score(deviations),
        "device_people": people_with_device,
        "network_people": people_at_address,
        "network_kind": list(NetworkKind).index(network.kind) if network else 0,
        "network_abroad": int(bool(network and network.country not in ("", _HOME))),
    }


def findings_of(suspected: Group | None, signals: Signals, network: Network | None) -> tuple[Finding, ...]:
    """What a person should look at. Many people at one network address are none: a campus has one address for all."""
    found = {
        Finding.POSSIBLE_RING: suspected is not None,
        Finding.BEHAVIOUR_UNUSUAL: signals["anomaly_score"] >= UNUSUAL_FROM,
        Finding.NETWORK_HIDDEN: network is not None and network.kind in HIDDEN_NETWORKS,
    }
    return tuple(finding for finding, seen in found.items() if seen)
