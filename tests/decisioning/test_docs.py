"""The page on decisions says what the artefacts say."""

from __future__ import annotations

from pathlib import Path

from loanwright.decisioning.policy import shipped_policy
from loanwright.decisioning.scoring import shipped_model

PAGE = (Path(__file__).parents[2] / "docs" / "decisioning.md").read_text("utf-8")


def test_the_model_card_has_the_measured_figures() -> None:
    evidence = shipped_model("consumer/1").evidence
    assert f"AUC {evidence.auc_mean}, mean of {evidence.folds} folds ({', '.join(evidence.auc_of_folds)})" in PAGE
    assert f"{evidence.rows} rows" in PAGE and f"{evidence.bad} bad" in PAGE
    for part in evidence.calibration:
        assert f"{float(part['predicted']) * 100:.1f}" in PAGE
        assert f"{float(part['observed']) * 100:.1f}" in PAGE


def test_every_rule_is_on_the_page() -> None:
    rules = {rule.rule for rule in shipped_policy("consumer-credit").rules}
    ranges = [(101, 104), (110, 111), (120, 123), (130, 131), (140, 140), (150, 152), (160, 160), (201, 201)]
    assert rules == {rule for first, last in ranges for rule in range(first, last + 1)}
    assert all(str(first) in PAGE and str(last) in PAGE for first, last in ranges)
