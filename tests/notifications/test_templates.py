"""Every template says the same in every language."""

from __future__ import annotations

import pytest

from loanwright.notifications.rules import TemplateMisused, filled, require_values
from loanwright.notifications.templates import LANGUAGES, template_named, templates

_EXPECTED = {
    "code", "application-submitted", "application-approved", "application-declined", "application-in-review",
    "application-expired", "application-withdrawn", "offer-ready", "contract-ready", "contract-signed",
    "disbursement-failed", "loan-disbursed", "installment-due-soon", "installment-due-today", "loan-overdue",
    "repayment-received", "loan-settled",
}  # fmt: skip


def test_everything_we_tell_people_has_a_template() -> None:
    assert set(templates()) >= _EXPECTED


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_reads_in_every_language(name: str) -> None:
    template = template_named(name)
    values = dict.fromkeys(template.placeholders, "VALUE")
    for language in LANGUAGES:
        wording = filled(template, language, values)
        assert wording.title
        assert "{" not in wording.text
        assert wording.text.count("VALUE") >= len(template.placeholders)


@pytest.mark.parametrize("values", [{}, {"amount": "1.00", "on": "x"}, {"amount": "1.00", "due_on": "x", "name": "y"}])
def test_values_must_fit_the_template(values: dict[str, str]) -> None:
    with pytest.raises(TemplateMisused):
        require_values(template_named("installment-due-soon"), values)
