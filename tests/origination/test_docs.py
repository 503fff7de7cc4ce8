"""The page about origination says what the table of stages says."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from loanwright.origination.stages import STAGES, Stage, Standing

PAGE = Path(__file__).parents[2] / "docs" / "origination.md"
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}


def time_limit(words: str) -> timedelta:
    number, unit = words.split()
    return timedelta(**{_UNITS[unit.rstrip("s")]: int(number)})


def test_the_page_says_what_the_table_says() -> None:
    rows = re.findall(r"^\| (\w+) \| (\w+) \|[^|]*\| ([^|]+) \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    stated = {Stage(name): rest for name, *rest in rows if name in Stage.__members__.values()}
    assert list(stated) == list(Stage)
    for stage, (actor, limit, exits) in stated.items():
        rule = STAGES[stage]
        assert (actor, time_limit(limit.strip())) == (rule.actor, rule.time_limit)
        goals = {goal.value for goal in rule.exits.values()} - {Standing.WITHDRAWN.value}
        assert goals <= set(re.findall(r"\w+", exits)), stage
