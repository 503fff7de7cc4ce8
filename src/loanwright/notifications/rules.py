"""Filling templates in. Pure."""

from __future__ import annotations

from string import Formatter

from loanwright.notifications.model import Notice, Template, Wording


class TemplateMisused(Exception):
    """The caller's mistake, not the person's: values that do not match the template's placeholders."""


def placeholders_in(text: str) -> frozenset[str]:
    """Names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def require_values(template: Template, values: dict[str, str]) -> None:
    """Refuse values that leave a placeholder open or fill none.

    Raises:
        TemplateMisused
    """
    if set(values) != template.placeholders:
        raise TemplateMisused(f"{template.name} takes {sorted(template.placeholders)}, not {sorted(values)}")


def filled(template: Template, language: str, values: dict[str, str]) -> Wording:
    """The template in a language with its values."""
    wording = template.wordings[language]
    return Wording(wording.title.format_map(values), wording.text.format_map(values))


def wording_of(notice: Notice, template: Template, language: str | None) -> Wording:
    """A notice as its reader sees it: in the language asked for, else the one it was written in."""
    chosen = notice.language if language is None or language not in template.wordings else language
    return filled(template, chosen, notice.values)


def short_text(sender: str, wording: Wording) -> str:
    """What goes to a phone: who sends it, then the text, as Chinese gateways demand."""
    return f"【{sender}】{wording.text}"
