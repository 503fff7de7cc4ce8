"""Features, score and rules on one application: CPU time of each decision, beside the rules alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import cycle, islice
from statistics import median, quantiles

from loanwright.decisioning.features import features_of
from loanwright.decisioning.german_credit import GermanApplicant, german_applicants
from loanwright.decisioning.model import Case, Eligible, ReportStatus, WishedLoan
from loanwright.decisioning.policy import consult, shipped_policy
from loanwright.decisioning.rules import judge
from loanwright.decisioning.scoring import SHIPPED, scored, shipped_model
from loanwright.kernel.money import Money

BUDGET_MS = 5.0
_DECISIONS = 3_000
_ON = date(2026, 3, 2)
_POLICY = shipped_policy("consumer-credit")


def main() -> None:
    """Print median and 99th percentile for each model that can decide."""
    cases = [_case(applicant) for applicant in german_applicants(_ON)]
    print(f"{'':24}{'median ms':>12}{'p99 ms':>12}{'of rules':>12}")
    rules = _line("rules alone", _rules_alone(cases), None)
    for label in SHIPPED:
        model, policy = shipped_model(label), _POLICY.model_copy(update={"scorecard": label})
        _line(label, [partial(judge, case, policy, model) for case in cases], rules)
    print(f"Budget: p99 of {BUDGET_MS:.0f} ms CPU; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def _rules_alone(cases: list[Case]) -> list[Callable[[], object]]:
    model = shipped_model("consumer/1")
    known = [features_of(case) for case in cases]
    points = [scored(model, features).total for features in known]
    return [partial(consult, _POLICY, features, total) for features, total in zip(known, points, strict=True)]


def _line(name: str, decisions: list[Callable[[], object]], baseline: float | None) -> float:
    decisions[0]()  # compiled and read once, before anything is timed
    spent = []
    for decide in islice(cycle(decisions), _DECISIONS):
        begun = time.process_time_ns()
        decide()
        spent.append((time.process_time_ns() - begun) / 1e6)
    middle = median(spent)
    ratio = f"{middle / baseline:.1f}" if baseline else ""
    print(f"{name:24}{middle:>12.3f}{quantiles(spent, n=100)[98]:>12.3f}{ratio:>12}")
    return middle


def _case(applicant: GermanApplicant) -> Case:
    installment = Money(-(-applicant.amount.minor * 11 // (10 * applicant.months)))
    wish = WishedLoan("xiao-fei-dai", 1, applicant.amount, applicant.months, applicant.months, installment)
    eligible = Eligible(10, 20, region_served=True, purpose_served=True)
    answers = replace(applicant.answers, region="513401")
    return Case(_ON, answers, wish, eligible, ReportStatus.MATCH, applicant.report)
