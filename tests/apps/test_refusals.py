"""The catalogue and the code name the same refusals, in both languages, with the same placeholders."""

import importlib
import pkgutil
import string

import loanwright
from loanwright.apps.web import REFUSALS
from loanwright.infra.refusal_catalogue import Catalogue
from loanwright.kernel.refusals import RecordedRefusal, Refusal

# Answers of the HTTP edge itself, which no rule raises.
EDGE = {
    "internal-error",
    "method-not-allowed",
    "not-found",
    "request-not-valid",
    "request-too-large",
    "too-many-requests",
}
CATALOGUE = Catalogue.load(REFUSALS)


def refusals(base: type[Refusal] = Refusal) -> set[str]:
    found = {name for kind in base.__subclasses__() for name in refusals(kind)}
    shipped = base.__module__.startswith("loanwright.") and base not in (Refusal, RecordedRefusal)
    return found | ({base.name} if shipped else set())


def test_every_refusal_has_its_entry_and_every_entry_its_refusal() -> None:
    for module in pkgutil.walk_packages(loanwright.__path__, "loanwright."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert set(CATALOGUE.entries) == refusals() | EDGE


def test_both_languages_say_the_same_things() -> None:
    for name, entry in CATALOGUE.entries.items():
        zh, en = (
            {field for _, field, _, _ in string.Formatter().parse(text) if field} for text in (entry.zh, entry.en)
        )
        assert zh == en, name
        assert 400 <= entry.status <= 503, name
        assert any("\u4e00" <= character <= "\u9fff" for character in entry.zh), name
