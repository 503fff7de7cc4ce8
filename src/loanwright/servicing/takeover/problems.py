"""What is wrong with a row, in words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from loanwright.servicing.takeover.rows import Problem


def in_words(problem: Problem) -> tuple[str, str]:
    """In Chinese and in English."""
    texts = _texts()[problem.name]
    return texts["zh"].format(value=problem.value), texts["en"].format(value=problem.value)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("problems.toml").read_text("utf-8"))
