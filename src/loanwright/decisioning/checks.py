"""Name screening, first depth: is the applicant's name on one of the institution's own lists?

It compares whole names, without spaces and dots and with full-width letters folded, so 买买提·艾力 is found however the
dot is written. It does not know pinyin, variant characters, near misses or official list formats; equal names of
different people do match, which is why a match refers to a person and never declines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WatchListEntry:
    """A name to look out for, on which list, and why."""

    name: str
    list_name: str
    reason: str


def names_matched(name: str, entries: Iterable[WatchListEntry]) -> tuple[WatchListEntry, ...]:
    """The entries whose name is this one."""
    wanted = _folded(name)
    return tuple(entry for entry in entries if _folded(entry.name) == wanted)


def _folded(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())
