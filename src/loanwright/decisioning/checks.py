"""Name screening, first depth: is the applicant's name on the institution's own list?

It compares whole names, without spaces and dots and with full-width letters folded, so 买买提·艾力 is found however
the dot is written. It does not know pinyin, variant characters, near misses or official list formats; equal names of
different people do match, which is why a match refers to a person and never declines.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class WatchListEntry:
    """A name to look out for, and why."""

    name: str
    reason: str


@cache
def watch_list() -> tuple[WatchListEntry, ...]:
    """The institution's own list, as shipped with this release."""
    text = (files("loanwright.decisioning") / "watch_list.toml").read_text("utf-8")
    return tuple(WatchListEntry(**entry) for entry in tomllib.loads(text)["entries"])


def names_matched(name: str, entries: Iterable[WatchListEntry]) -> tuple[WatchListEntry, ...]:
    """The entries whose name is this one."""
    wanted = _folded(name)
    return tuple(entry for entry in entries if _folded(entry.name) == wanted)


def _folded(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())
