"""The templates, read from `templates.toml` and checked: every language, the same placeholders."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from loanwright.notifications.model import Template, Wording
from loanwright.notifications.rules import placeholders_in

LANGUAGES = {"zh-CN": "zh", "en": "en"}


@cache
def templates() -> dict[str, Template]:
    """Every template by name.

    Raises:
        ValueError: a template whose languages differ in their placeholders.
        KeyError: a template that lacks a language.
    """
    document = tomllib.loads(files(__package__).joinpath("templates.toml").read_text("utf-8"))
    return {name: _template(name, fields) for name, fields in document.items()}


def template_named(name: str) -> Template:
    """One template.

    Raises:
        KeyError: the caller named one that does not exist.
    """
    return templates()[name]


def _template(name: str, fields: dict[str, Any]) -> Template:
    wordings = {tag: Wording(fields[f"title_{key}"], fields[key]) for tag, key in LANGUAGES.items()}
    names = {tag: placeholders_in(wording.title + wording.text) for tag, wording in wordings.items()}
    if len(set(names.values())) != 1:
        raise ValueError(f"template {name}: placeholders differ by language: {names}")
    return Template(name, names["en"], fields["by_phone"], wordings)
