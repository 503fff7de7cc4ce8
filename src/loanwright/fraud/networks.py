"""A list of networks as a file: one range a line, ``network,kind,country``. Pure.

203.0.113.0/24,hosting,US
2001:db8::/32,vpn,
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from loanwright.fraud.model import Network, NetworkKind
from loanwright.kernel.refusals import Refusal

_LONGEST_COUNTRY = 2


class NetworkListNotReadable(Refusal):
    """A line of a list of networks is not ``network,kind,country``; nothing of the list was taken."""


def read_networks(text: str, source: str) -> tuple[Network, ...]:
    """Every range of a list; lines that are empty or begin with # say nothing, a range given twice counts once.

    Raises:
        NetworkListNotReadable: with the number of the line.
    """
    return tuple({each.network: each for each in _read(text, source)}.values())


def is_address(text: str) -> bool:
    """Whether this is a network address, version 4 or 6."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _read(text: str, source: str) -> Iterator[Network]:
    for number, cells in enumerate(csv.reader(text.splitlines()), start=1):
        if not cells or cells[0].lstrip().startswith("#"):
            continue
        try:
            network, kind, *rest = (cell.strip() for cell in cells)
            country = rest[0].upper() if rest else ""
            found = Network(str(ip_network(network)), NetworkKind(kind.lower()), country, source)
        except ValueError:
            raise NetworkListNotReadable(line=number) from None
        if len(found.country) not in (0, _LONGEST_COUNTRY):
            raise NetworkListNotReadable(line=number)
        yield found
