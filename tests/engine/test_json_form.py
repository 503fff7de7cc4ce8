"""Terms and events as JSON: what is written is read back, what is wrong is named."""

import json
from datetime import date
from typing import Any

import pytest

from loanwright.engine.api import (
    FormNotReadable,
    Repaid,
    TermsNotConsistent,
    event_from_json,
    event_to_json,
    terms_from_json,
    terms_to_json,
)
from loanwright.kernel.money import Money
from tests.engine.test_schedule import contract

EVENT = Repaid(sequence=2, effective_on=date(2026, 2, 10), amount=Money.parse("652.53"))


def test_an_event_is_plain_json() -> None:
    assert json.loads(json.dumps(event_to_json(EVENT))) == {
        "kind": "Repaid",
        "sequence": 2,
        "effective_on": "2026-02-10",
        "amount": {"amount": "652.53", "currency": "CNY"},
    }


def test_a_missing_optional_field_takes_its_default() -> None:
    form = terms_to_json(contract())
    del form["fees"], form["allocation"]
    assert terms_from_json(form) == contract()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"principal": None}, "terms.principal"),
        ({"principal": {"amount": "1.234", "currency": "CNY"}}, "terms.principal"),
        ({"principal": {"amount": "1", "currency": "XXX"}}, "terms.principal"),
        ({"periods": "12"}, "terms.periods"),
        ({"periods": True}, "terms.periods"),
        ({"rate": "a lot"}, "terms.rate"),
        ({"method": "magic"}, "terms.method"),
        ({"start_on": "10.1.2026"}, "terms.start_on"),
        ({"fees": [{"name": "x"}]}, "terms.fees.timing"),
        ({"surprise": 1}, "terms.surprise"),
    ],
)
def test_an_unreadable_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(FormNotReadable) as refusal:
        terms_from_json(terms_to_json(contract()) | change)
    assert refusal.value.params["field"] == field


def test_readable_but_contradictory() -> None:
    with pytest.raises(TermsNotConsistent):
        terms_from_json(terms_to_json(contract()) | {"periods": 0})


@pytest.mark.parametrize("form", [{}, {"kind": "Exploded"}, {"kind": "Repaid", "sequence": 1}])
def test_an_event_of_no_known_form(form: dict[str, Any]) -> None:
    with pytest.raises(FormNotReadable):
        event_from_json(form)
