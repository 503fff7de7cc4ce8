"""``python -m loanwright.decisioning.training``: train the shipped scorecard again and write its artefact.

Same data and plan, same file, byte for byte.
"""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

from loanwright.decisioning.german_credit import features_of_applicant, german_applicants
from loanwright.decisioning.scorecard import Scorecard
from loanwright.decisioning.training.scorecard_training import Sample, load_plan, train

_APPLIED_ON = date(2026, 3, 2)  # any day: every feature is relative to it


def german_sample() -> Sample:
    """The German credit data as features with outcome."""
    source = "german_credit.csv"
    raw = (files("loanwright.decisioning.scorecards") / source).read_bytes()
    applicants = german_applicants(_APPLIED_ON)
    rows = tuple(features_of_applicant(applicant) for applicant in applicants)
    bad = tuple(int(not applicant.good) for applicant in applicants)
    return Sample(source, hashlib.sha256(raw).hexdigest(), rows, bad)


def trained() -> Scorecard:
    """The shipped scorecard, trained again."""
    return train(load_plan("consumer"), german_sample())


def artefact_of(scorecard: Scorecard) -> str:
    """The text of its file."""
    return scorecard.model_dump_json(by_alias=True, exclude_defaults=True, indent=1) + "\n"


def main() -> None:
    """Train, write, and say how good it is."""
    scorecard = trained()
    folder = Path(str(files("loanwright.decisioning.scorecards")))
    artefact = folder / f"{scorecard.name}.v{scorecard.version}.json"
    artefact.write_text(artefact_of(scorecard), "utf-8")
    evidence = scorecard.evidence
    folds = " ".join(evidence.auc_of_folds)
    sys.stdout.write(f"{artefact.name}: AUC {evidence.auc_mean} in {evidence.folds} folds ({folds})\n")
    for part in evidence.calibration:
        sys.stdout.write(f"  predicted {part['predicted']} observed {part['observed']} ({part['rows']} rows)\n")


if __name__ == "__main__":
    main()
