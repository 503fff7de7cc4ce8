"""A refusal is a business "no" with a name.

Each refusal is a class beside the rule that raises it; the class name in kebab case is its stable public name
(``LoanAlreadyClosed`` -> ``loan-already-closed``). What HTTP status it gets and how it reads in Chinese and English is
written once, in the catalogue at the edge (`loanwright/apps/refusals.toml`).
"""

from __future__ import annotations

import re
from typing import Any, ClassVar


class Refusal(Exception):
    """Something the rules do not allow. `params` fill the placeholders of its message; never personal data."""

    name: ClassVar[str] = "refusal"

    def __init_subclass__(cls) -> None:
        cls.name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()

    def __init__(self, **params: Any) -> None:
        self.params = {key: str(value) for key, value in params.items()}
        super().__init__(self.name, self.params)

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.name} ({shown})" if shown else self.name


class RecordedRefusal(Refusal):
    """A refusal that is itself a fact (a wrong code counts against its tries): what was written before it is kept."""
