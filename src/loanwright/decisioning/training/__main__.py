"""``python -m loanwright.decisioning.training``: train the shipped models again and write their artefacts.

Same data and plan, same scorecard, byte for byte; a challenger's graph also depends on the release of the libraries.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.resources import files
from pathlib import Path

from loanwright.decisioning.german_credit import TARGET
from loanwright.decisioning.models.model_file import ModelFile
from loanwright.decisioning.models.table import outcomes_of, read_table, set_aside
from loanwright.decisioning.scoring import ScoringModel
from loanwright.decisioning.training.model_training import ModelKind, TrainingOrder, train_model

FOLDER = Path(str(files("loanwright.decisioning.scorecards")))
_DATA = FOLDER / "german_credit.csv"
_PROTECTED = "personal_status_and_sex,foreign_worker,age_in_years"


def trained(kind: ModelKind) -> ScoringModel:
    """A shipped model, trained again."""
    file = trained_file(kind)
    assert file.of_applicants is not None
    return file.of_applicants.model_copy(update={"evidence": file.evidence})


def trained_file(kind: ModelKind) -> ModelFile:
    """A model of the shipped data, as ``loanwright train`` would keep it."""
    table = read_table(_DATA)
    outcomes = outcomes_of(table, TARGET, None)
    _, protected = set_aside(table, _PROTECTED)  # age is read by the mapping, and by no model
    order = TrainingOrder("", TARGET, (_DATA.name, hashlib.sha256(_DATA.read_bytes()).hexdigest()), kind, protected)
    return train_model(order, table.without(TARGET), outcomes, lambda *_: None)


def artefact_of(model: ScoringModel) -> str:
    """The text of its file."""
    return model.model_dump_json(by_alias=True, exclude_defaults=True, indent=1) + "\n"


def main() -> None:
    """Train, write, and say how good each is."""
    for kind in ModelKind:
        model = trained(kind)
        artefact = FOLDER / f"{model.name}.v{model.version}.json"
        artefact.write_text(artefact_of(model), "utf-8")
        folds = " ".join(model.evidence.auc_of_folds)
        sys.stdout.write(f"{artefact.name}: AUC {model.evidence.auc_mean} in {model.evidence.folds} folds ({folds})\n")


if __name__ == "__main__":
    main()
