"""How forms are filled in: figures, what is usual, who types alike. Pure."""

from __future__ import annotations

import random
from collections import Counter
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.fraud.behaviour import FieldTyping, FormBehaviour, figures_of, most_alike, rhythm_distance, type_alike
from loanwright.fraud.networks import NetworkListNotReadable, is_address, read_networks
from loanwright.fraud.population import anomaly_score, bin_of, deviations_of, usual_of
from loanwright.fraud.rings import PARAMETERS

NAME = FieldTyping("name", 4_000, 10, 0, 0, hold_ms=90, gap_ms=240, gap_spread_ms=60)
ADDRESS = FieldTyping("address", 30_000, 60, 6, 1, hold_ms=100, gap_ms=310, gap_spread_ms=120)
FORM = FormBehaviour((NAME, ADDRESS), ("identity", "region", "identity", "region"), 90_500, 2)


def typist(seed: int, session: int = 0) -> dict[str, int]:
    """Somebody's rhythm: people differ by factors, one person's two sessions by some hundredths."""
    person, day = random.Random(f"person {seed}"), random.Random(f"session {seed} {session}")
    usual = {"key_hold_ms": 95, "typing_gap_ms": 260, "typing_spread_ms": 110, "address_gap_ms": 300}
    return {
        name: int(middle * person.lognormvariate(0, 0.35) * day.lognormvariate(0, 0.02))
        for name, middle in usual.items()
    }


def population(forms: int = 1000) -> dict[str, Counter[int]]:
    bins: dict[str, Counter[int]] = {}
    for seed in range(forms):
        for figure, value in typist(seed).items():
            bins.setdefault(figure, Counter())[bin_of(value)] += 1
    return bins


def test_figures_are_whole_numbers_told_by_the_form() -> None:
    assert figures_of(FORM) == {
        "form_seconds": 90,
        "seconds_per_step": 22,
        "steps_repeated": 2,
        "times_away": 2,
        "pasted_fields": 1,
        "corrections_per_100": 8,
        "key_hold_ms": 100,
        "typing_gap_ms": 310,
        "typing_spread_ms": 120,
        "address_gap_ms": 310,
    }


def test_what_cannot_be_told_is_absent() -> None:
    spoken = FormBehaviour((FieldTyping("name", 4_000, 0, 0, 0),), ("identity",), 8_000, 0)
    assert set(figures_of(spoken)) == {
        "form_seconds", "seconds_per_step", "steps_repeated", "times_away", "pasted_fields"
    }  # fmt: skip


def test_one_person_types_alike_on_two_days_and_two_people_hardly_ever() -> None:
    same = sum(type_alike(typist(n), typist(n, 1), PARAMETERS.alike_within) for n in range(500))
    strangers = sum(type_alike(typist(n), typist(n + 500), PARAMETERS.joins_within) for n in range(500))
    assert same > 490
    assert strangers <= 2


def test_too_little_typing_tells_nothing() -> None:
    assert rhythm_distance({"key_hold_ms": 90}, {"key_hold_ms": 90}) is None
    assert most_alike([{}, {}], 0.1) == 0


@given(st.lists(st.integers(0, 100_000), min_size=4, max_size=200))
def test_quartiles_out_of_bins_are_right_to_the_width_of_a_bin(values: list[int]) -> None:
    usual = usual_of(Counter(map(bin_of, values)))
    exact = quantiles(values, n=4, method="inclusive")
    ordered = sorted(values)
    below, above = ordered[(len(values) - 1) // 2], ordered[len(values) // 2]
    assert below * 0.9 - 2 <= usual.median <= above * 1.1 + 2
    assert usual.low <= usual.median <= usual.high
    assert usual.high <= max(values) * 1.1 + 2
    assert exact[1] >= below


def test_a_machine_is_unusual_and_says_why() -> None:
    machine = typist(7) | {"typing_gap_ms": 12, "typing_spread_ms": 1}
    deviations = deviations_of(machine, population())
    assert anomaly_score(deviations) == 100
    worst = deviations[0]
    assert worst.figure in ("typing_gap_ms", "typing_spread_ms")
    assert worst.tenths < -50 and worst.usual.forms == 1000
    assert worst.usual.low < worst.usual.median < worst.usual.high


def test_the_slow_are_never_unusual() -> None:
    slow = {name: value * 20 for name, value in typist(7).items()}
    assert anomaly_score(deviations_of(slow, population())) == 0


def test_most_people_are_usual() -> None:
    usual = population()
    scores = [anomaly_score(deviations_of(typist(seed), usual)) for seed in range(2000, 2500)]
    assert sum(score >= 60 for score in scores) == 0
    assert sum(score == 0 for score in scores) > 400


def test_a_small_population_says_nothing() -> None:
    assert deviations_of(typist(7), population(99)) == ()


def test_a_list_of_networks() -> None:
    text = "# ours\n203.0.113.0/24,hosting,us\n\n2001:db8::/32,VPN\n203.0.113.0/24,tor,DE\n"
    found = read_networks(text, "ours")
    assert [(each.network, each.kind, each.country) for each in found] == [
        ("203.0.113.0/24", "tor", "DE"),
        ("2001:db8::/32", "vpn", ""),
    ]


@pytest.mark.parametrize("line", ["203.0.113.5/24,hosting", "203.0.113.0/24", "203.0.113.0/24,cloud", "x,vpn,US"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(NetworkListNotReadable) as refused:
        read_networks(f"198.51.100.0/24,vpn\n{line}\n", "ours")
    assert refused.value.params == {"line": "2"}


@pytest.mark.parametrize(("text", "yes"), [("203.0.113.7", True), ("2001:db8::1", True), ("testclient", False)])
def test_what_is_an_address(text: str, yes: bool) -> None:
    assert is_address(text) is yes
