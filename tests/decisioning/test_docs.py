"""The page on decisions says what the artefacts say."""

from __future__ import annotations

from pathlib import Path

from loanwright.decisioning.models.table import outcomes_of, read_table, set_aside
from loanwright.decisioning.policy import shipped_policy
from loanwright.decisioning.scoring import SHIPPED, shipped_model
from loanwright.decisioning.training.model_training import TrainingOrder, train_model

PAGE = (Path(__file__).parents[2] / "docs" / "decisioning.md").read_text("utf-8")


def test_the_model_card_has_the_measured_figures() -> None:
    evidence = shipped_model("consumer/1").evidence
    assert f"AUC {evidence.auc_mean}, mean of {evidence.folds} folds ({', '.join(evidence.auc_of_folds)})" in PAGE
    assert f"{evidence.rows} rows" in PAGE and f"{evidence.bad} bad" in PAGE
    for part in evidence.calibration:
        assert f"{float(part['predicted']) * 100:.1f}" in PAGE
        assert f"{float(part['observed']) * 100:.1f}" in PAGE


def test_the_page_has_the_figures_of_every_shipped_model() -> None:
    for label in SHIPPED:
        (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{label}` ")]
        assert shipped_model(label).evidence.auc_mean in line


def test_the_fairness_figures_are_those_of_the_boston_data() -> None:
    table = read_table(Path(__file__).parent / "hmda.csv")
    outcomes = outcomes_of(table, "deny", None)
    seen, protected = set_aside(table.without("deny"), "afam,single")
    order = TrainingOrder("hmda", "deny", ("hmda.csv", ""), protected=protected)
    evidence = train_model(order, seen, outcomes, lambda *_: None).evidence
    white, black = (one for one in evidence.fairness if one.column == "afam")
    assert f"AUC {evidence.auc_mean}" in PAGE
    assert f"{float(white.approved):.1%}".replace("%", " %") in PAGE and f"{float(black.approved) * 100:.2f} %" in PAGE
    assert f"a ratio of {float(black.approved) / float(white.approved):.2f}" in PAGE
    good = [f"{float(one.approved_of_good) * 100:.1f}" for one in (white, black)]
    assert f"{good[0]} against {good[1]} %" in PAGE


def test_every_rule_is_on_the_page() -> None:
    rules = {rule.rule for rule in shipped_policy("consumer-credit").rules}
    ranges = [(101, 104), (110, 111), (120, 123), (130, 131), (140, 140), (150, 152), (160, 160), (201, 201)]
    assert rules == {rule for first, last in ranges for rule in range(first, last + 1)}
    assert all(str(first) in PAGE and str(last) in PAGE for first, last in ranges)
