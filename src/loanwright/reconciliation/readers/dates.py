"""Dates as people and banks write them."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

_YEAR_FIRST = re.compile(r"^\D{0,3}(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^'?((?:19|20)\d{2})(\d{2})(\d{2})(?:$|[\sT]|\d{6}(?:\D|$))")
_YEAR_LAST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_NO_YEAR = re.compile(r"^(\d{1,2})[-/月](\d{1,2})日?$")
_NAMED = re.compile(r"^(\d{1,2})[-\s]([A-Za-z]{3})[a-z]*[-\s,]+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_SPREADSHEET_DAY_ZERO = date(1899, 12, 30)  # day 60 is the 29 February 1900 that never was; nothing here is that old


def read_date(text: str, *, day_first: bool = True, near: date | None = None) -> date | None:
    """The date at the beginning of `text`, whatever time follows. None if there is none.

    `day_first` decides ``05/01/2023``; a date written without a year is the one that lies nearest to `near`.
    """
    plain = unicodedata.normalize("NFKC", text[:60]).strip(" \t\"'=")
    if found := _YEAR_FIRST.match(plain) or _COMPACT.match(plain):
        return _date(*map(int, found.groups()))
    if found := _YEAR_LAST.match(plain):
        first, second, of = map(int, found.groups())
        day, month = (first, second) if (day_first or first > 12) and second <= 12 else (second, first)
        return _date(of if of > 99 else century(of), month, day)
    if found := _NAMED.match(plain):
        named = found[2].lower()
        return _date(int(found[3]), _MONTHS.index(named) + 1, int(found[1])) if named in _MONTHS else None
    if near and (found := _NO_YEAR.match(plain)):
        return nearest_year(int(found[1]), int(found[2]), near)
    return None


def months_come_first(texts: list[str]) -> bool:
    """Whether dates such as ``05/31/2023`` show that the month is written first."""
    parts = [found for text in texts if (found := _YEAR_LAST.match(text.strip()))]
    return any(int(found[2]) > 12 for found in parts) and all(int(found[1]) <= 12 for found in parts)


def read_swift_date(text: str) -> tuple[date | None, bool]:
    """YYMMDD, and whether it exists: the day after the month's last is taken for the last (30 February)."""
    if not re.fullmatch(r"\d{6}", text):
        return None, False
    year, month, day = century(int(text[:2])), int(text[2:4]), int(text[4:])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None, False
    last = monthrange(year, month)[1]
    return date(year, month, min(day, last)), day <= last


def nearest_year(month: int, day: int, to: date) -> date | None:
    """The date with this month and day that lies nearest: an entry date of 0102 beside a value date of 31 December."""
    near = [found for year in (to.year - 1, to.year, to.year + 1) if (found := _date(year, month, day))]
    return min(near, key=lambda each: abs((each - to).days), default=None)


def century(year: int) -> int:
    """The full year of two digits; statements of the 1980s still turn up, those of the 2080s do not."""
    return year + (1900 if year >= 80 else 2000)


def spreadsheet_date(serial: int) -> date | None:
    """The day a spreadsheet counts as `serial`."""
    return _SPREADSHEET_DAY_ZERO + timedelta(days=serial) if 20_000 < serial < 80_000 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
