"""Book ranges in SQL: which loans one chunk of the close works on."""

from __future__ import annotations

from sqlalchemy import BigInteger, and_, bindparam

from loanwright.servicing.model import RANGE_SIZE
from loanwright.servicing.tables import loan

_FIRST, _NEXT = bindparam("first_number", type_=BigInteger), bindparam("next_number", type_=BigInteger)

IN_RANGE = and_(loan.c.number >= _FIRST, loan.c.number < _NEXT)
"""A condition whose parameters are those of `range_values`."""


def range_values(book_range: int) -> dict[str, object]:
    """The numbers of a range."""
    return {"first_number": book_range * RANGE_SIZE, "next_number": (book_range + 1) * RANGE_SIZE}
