"""A population of people who have applied, written straight into the tables of links: 1,000,000 in minutes.

Of every thousand people, 5 are a ring on one device; 400 live in ten dormitories; the rest share nothing but a city's
employers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from loanwright.fraud.links import Applicant, index_text, traits_of
from loanwright.infra.keyring import Keyring
from loanwright.infra.runtime import Runtime

_RING, _THOUSAND, _IN_DORMITORIES = 5, 1000, 400
_EMPLOYERS, _DORMITORIES = 2_000, 10
_LINK_COLUMNS = "application_id, kind, value, party_id, hint_sealed, seen_at"


def person(number: int) -> Applicant:
    """The person of this number: the same whenever asked for."""
    dice = random.Random(number)  # noqa: S311 (seeded, so that a run can be repeated)
    block = number // _THOUSAND
    in_ring = number % _THOUSAND < _RING
    in_dormitory = number % _THOUSAND >= _THOUSAND - _IN_DORMITORIES
    dormitory = f"城市{block}大学城宿舍{dice.randrange(_DORMITORIES)}号楼"
    return Applicant(
        application_id=UUID(int=1 << 64 | number),
        party_id=UUID(int=1 << 65 | number),
        id_number=f"330106{number:012d}",
        phone=f"1{number:010d}",
        account_number=f"6228{number:012d}",
        contact_phone=f"2{number:010d}",
        address=dormitory if in_dormitory else f"城市{block}街道{number}号",
        employer=f"单位{dice.randrange(_EMPLOYERS)}",
        device=f"ring-{block}" if in_ring else f"device-{number}",
    )


def settle_in(runtime: Runtime, people: int, newest: datetime) -> None:
    """Write them down as if they had applied one a second until `newest`."""
    with runtime.engine.connect() as opened:
        connection = cast("Connection[Any]", opened.connection.driver_connection)
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY fraud_link ({_LINK_COLUMNS}) FROM STDIN") as copy:
                for row in _links(runtime.surroundings.keyring, people, newest):
                    copy.write_row(row)
            with cursor.copy("COPY fraud_member (party_id, root_id, applied_at) FROM STDIN") as copy:
                for number in range(people):
                    copy.write_row((person(number).party_id, _root(number), _moment(number, people, newest)))
            with cursor.copy("COPY fraud_group (id, people, points, patterns, grown_at) FROM STDIN") as copy:
                for first in range(0, people, _THOUSAND):
                    copy.write_row((_root(first), _RING, 0, Jsonb([]), newest))
            cursor.execute("ANALYZE fraud_link, fraud_member, fraud_group")
        opened.connection.commit()


def _links(keyring: Keyring, people: int, newest: datetime) -> Iterator[tuple[Any, ...]]:
    hint = keyring.encrypt("****")
    for number in range(people):
        who = person(number)
        for trait in traits_of(who):
            value = keyring.blind_index(index_text(trait))
            yield who.application_id, trait.kind, value, who.party_id, hint, _moment(number, people, newest)


def _root(number: int) -> UUID:
    in_ring = number % _THOUSAND < _RING
    return person(number - number % _THOUSAND if in_ring else number).party_id


def _moment(number: int, people: int, newest: datetime) -> datetime:
    return newest - timedelta(seconds=people - number)
