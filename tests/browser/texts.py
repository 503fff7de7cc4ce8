"""What the screens say, read from the very files they say it from: a test looks for a key, in either language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

WEB = Path(__file__).parents[2] / "web"


@dataclass(frozen=True)
class Texts:
    """All texts of an app in one language."""

    app: str
    locale: str

    def __call__(self, key: str, **values: str) -> str:
        """The text of a dotted key such as `quote.apply`, its {names} filled in."""
        found: Any = self._messages
        for part in key.split("."):
            found = found[part]
        return str(found).format(**values)

    @cached_property
    def _messages(self) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for folder in (WEB / "ui" / "src", WEB / self.app / "src"):
            for file in sorted(folder.rglob(f"*{self.locale}.json")):
                merged |= self._named(file)
        return merged

    def _named(self, file: Path) -> dict[str, Any]:
        """A file's texts by their dotted names: the console's features are called after their folders."""
        texts: dict[str, Any] = json.loads(file.read_text("utf-8"))
        if self.app != "console" or file.parents[1].name != "features":
            return texts
        first, *more = file.parent.name.split("-")
        return {first + "".join(word.capitalize() for word in more): texts}
