"""How every refusal reads and which HTTP status it has, said once in a TOML file.

The API's answers, its documentation, the screens' texts and the command line all come from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One refusal in the catalogue; texts may hold ``{placeholders}`` for its params."""

    status: int
    zh: str
    en: str


class Catalogue:
    """All refusals by name."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read the TOML file: a table per refusal with `status`, `zh`, `en`."""
        return cls({name: Entry(**fields) for name, fields in tomllib.loads(path.read_text("utf-8")).items()})

    def document(self, name: str, params: dict[str, str], language: str) -> dict[str, Any]:
        """The problem document of a refusal; `language` is an Accept-Language header."""
        entry = self.entries[name]
        titles = {"zh-CN": _filled(entry.zh, params), "en": _filled(entry.en, params)}
        return {
            "type": f"/problems/{name}",
            "title": titles["en" if language.lower().startswith("en") else "zh-CN"],
            "status": entry.status,
            "code": name,
            "params": params,
            "titles": titles,
        }


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _filled(text: str, params: dict[str, str]) -> str:
    return text.format_map(_Params(params))
