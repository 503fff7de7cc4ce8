"""Models from a file: what is refused, what is learned, and the two commands as a person types them."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from loanwright.decisioning.models.columns import ColumnMissing, NumberNotReadable
from loanwright.decisioning.models.model_file import (
    ModelFile,
    ModelFileNotReadable,
    ModelNameNotValid,
    ModelUnknown,
    load_model,
    path_of,
    save_model,
)
from loanwright.decisioning.models.table import (
    BadOutcomeUnclear,
    DataFileNotReadable,
    Table,
    TargetColumnMissing,
    TooFewOutcomes,
    outcomes_of,
    read_table,
)
from loanwright.decisioning.training.measures import area_under_curve, folds
from loanwright.decisioning.training.model_training import TrainingOrder, model_card, train_model
from loanwright.kernel.refusals import Refusal

GERMAN = Path(str(files("loanwright.decisioning.scorecards"))) / "german_credit.csv"

PEOPLE = TrainingOrder("people", "end", ("people.csv", ""))


def quietly(fold: int, area: float) -> None:
    """Nobody listens."""


def rows(count: int) -> Iterator[list[str]]:
    """Made-up people: income helps, a `b` town harms, `noise` says nothing; some incomes are missing."""
    dice = random.Random(7)
    for number in range(count):
        income, town = dice.randint(1, 100), dice.choice("abc")
        is_bad = dice.random() < 0.6 - 0.005 * income + 0.25 * (town == "b")
        shown = "" if dice.random() < 0.1 else str(income)
        yield [str(number + 100), shown, town, str(dice.random()), "bad" if is_bad else "good"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "people.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["row", "income", "town", "noise", "end"], *rows(600)])
    return path


@pytest.fixture(scope="module")
def model(data: Path) -> ModelFile:
    table = read_table(data)
    outcomes = outcomes_of(table, "end", None)
    return train_model(PEOPLE, table.without("end"), outcomes, quietly)


def test_it_learns_what_matters(model: ModelFile, data: Path) -> None:
    assert float(model.evidence.auc_mean) > 0.68
    scored = list(model.scored(read_table(data)))
    assert [row.row for row in scored[:3]] == [100, 101, 102]
    assert all(0 < row.pd < 1 for row in scored)
    share = model.evidence.bad / model.evidence.rows
    assert abs(sum(row.pd for row in scored) / len(scored) - share) < 0.02


def test_the_identifier_is_no_feature_and_order_does_not_matter(model: ModelFile, data: Path) -> None:
    table = read_table(data)
    renamed = Table(tuple(f"x{number}" for number in table.ids), table.columns)
    assert [row.pd for row in model.scored(renamed)] == [row.pd for row in model.scored(table)]
    assert "row" not in model_card(model).split("Columns:")[1].split("\n")[0]


def test_reasons_are_the_columns_that_raise_the_probability(model: ModelFile) -> None:
    poor = Table(("1",), {"income": ("1",), "town": ("b",), "noise": ("0.5",)})
    (row,) = model.scored(poor)
    assert set(row.reasons[:2]) == {"income", "town"}
    assert row.pd > 0.7


def test_an_unseen_category_and_a_missing_number_are_scored(model: ModelFile) -> None:
    odd = Table(("1",), {"income": (None,), "town": ("z",), "noise": ("0.5",)})
    assert 0 < next(model.scored(odd)).pd < 1


@pytest.fixture(scope="module")
def german() -> tuple[ModelFile, Table]:
    table = read_table(GERMAN)
    outcomes = outcomes_of(table, "creditability", None)
    order = TrainingOrder("german", "creditability", ("", ""))
    return train_model(order, table.without("creditability"), outcomes, quietly), table


def test_a_german_cell_that_cannot_be_read_neither_rewards_nor_punishes(german: tuple[ModelFile, Table]) -> None:
    model, table = german[0], german[1].part(range(200))
    plain = sum(row.pd for row in model.scored(table)) / len(table)
    for column in ("status_of_existing_checking_account", "purpose", "credit_amount"):
        for unreadable in (None, "something new", "-1", "inf"):
            odd = Table(table.ids, {**table.columns, column: (unreadable,) * len(table)})
            assert abs(sum(row.pd for row in model.scored(odd)) / len(table) - plain) < 0.06


def test_numbers_written_with_a_decimal_point_are_the_same_numbers(german: tuple[ModelFile, Table]) -> None:
    model, table = german
    rate = "installment_rate_in_percentage_of_disposable_income"
    names = ["duration_in_month", "credit_amount", "age_in_years", rate]
    pointed = {name: tuple(f"{text}.0" for text in table.columns[name]) for name in names}
    again = Table(table.ids, {**table.columns, **pointed})
    assert list(model.scored(again)) == list(model.scored(table))


def test_a_german_file_without_its_columns_is_refused_with_all_that_miss(german: tuple[ModelFile, Table]) -> None:
    model, table = german
    with pytest.raises(ColumnMissing) as refused:
        list(model.scored(table.without("job").without("purpose")))
    assert refused.value.params == {"columns": "job, purpose"}


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ","), ("gb18030", ";"), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "data.csv"
    lines = [["", "row", "城市", "note"], ["0", "7", "成都", '"one\ntwo"'], ["1", "8", "N/A", "x"]]
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    table = read_table(path)
    assert table == Table(("7", "8"), {"城市": ("成都", None), "note": ("one\ntwo", "x")})


def test_the_order_of_columns_and_others_besides_do_not_matter(model: ModelFile, data: Path) -> None:
    table = read_table(data)
    turned = {name: table.columns[name] for name in reversed(list(table.columns)) if name != "end"}
    more = Table(table.ids, {"extra": table.ids, **turned})
    assert list(model.scored(more)) == list(model.scored(table))


def test_a_model_comes_back_from_its_file_unchanged(model: ModelFile, tmp_path: Path) -> None:
    save_model(model, tmp_path)
    assert load_model(tmp_path, "people") == model


def test_training_twice_gives_the_same_model(model: ModelFile, data: Path) -> None:
    table = read_table(data)
    outcomes = outcomes_of(table, "end", None)
    again = train_model(PEOPLE, table.without("end"), outcomes, quietly)
    assert again == model


@pytest.mark.parametrize(
    ("text", "target", "bad", "refusal"),
    [
        ("", "end", None, DataFileNotReadable),
        ("a,a\n1,2\n", "end", None, DataFileNotReadable),
        ("\0\1\2", "end", None, DataFileNotReadable),
        ('a,"b\n1,2\n', "end", None, DataFileNotReadable),
        ("a,end\n1\n", "end", None, DataFileNotReadable),
        ("a,end\n1,good\n", "outcome", None, TargetColumnMissing),
        ("a,end\n1,fine\n2,sad\n", "end", None, BadOutcomeUnclear),
        ("a,end\n1,good\n2,good\n", "end", None, BadOutcomeUnclear),
        ("a,end\n1,good\n2,\n3,bad\n", "end", None, BadOutcomeUnclear),
        ("a,end\n1,fine\n2,sad\n", "end", "cross", BadOutcomeUnclear),
        ("a,end\n1,good\n2,bad\n", "end", None, TooFewOutcomes),
    ],
)
def test_a_file_nothing_can_be_learned_from_is_refused_by_name(
    tmp_path: Path, text: str, target: str, bad: str | None, refusal: type[Refusal]
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(refusal):
        outcomes_of(read_table(path), target, bad)


@pytest.mark.parametrize(
    ("column", "value", "refusal"), [("noise", "loud", NumberNotReadable), ("noise", None, ColumnMissing)]
)
def test_a_file_that_does_not_fit_the_model_is_refused(
    model: ModelFile, column: str, value: str | None, refusal: type[Refusal]
) -> None:
    columns: dict[str, tuple[str | None, ...]] = {"income": ("5",), "town": ("a",), "noise": ("1",)}
    if value is None:
        del columns[column]
    else:
        columns[column] = (value,)
    with pytest.raises(refusal):
        list(model.scored(Table(("1",), columns)))


@pytest.mark.parametrize("name", ["../evil", "", "a" * 41, "a b"])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelNameNotValid):
        path_of(tmp_path, name)


def test_an_unknown_or_damaged_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown):
        load_model(tmp_path, "people")
    path_of(tmp_path, "people").parent.mkdir()
    path_of(tmp_path, "people").write_text('{"name": "people"', "utf-8")
    with pytest.raises(ModelFileNotReadable):
        load_model(tmp_path, "people")


@pytest.mark.parametrize(
    ("scores", "area"),
    [([0.1, 0.2, 0.8, 0.9], 1.0), ([0.9, 0.8, 0.2, 0.1], 0.0), ([0.5] * 4, 0.5), ([0.1, 0.8, 0.2, 0.9], 0.75)],
)
def test_area_under_the_curve(scores: list[float], area: float) -> None:
    assert area_under_curve(scores, [0, 0, 1, 1]) == area


def test_folds_test_each_row_once_and_share_the_bad_ones() -> None:
    outcomes = [1] * 10 + [0] * 40
    tested = [testing for _, testing in folds(outcomes, 5)]
    assert sorted(number for testing in tested for number in testing) == list(range(50))
    assert [sum(outcomes[i] for i in testing) for testing in tested] == [2] * 5


def test_the_commands_train_and_score_without_a_running_system(tmp_path: Path) -> None:
    def loanwright(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "loanwright.apps.cli", *arguments]
        environment = {"LOANWRIGHT_DATA_DIR": str(tmp_path)}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    trained = loanwright("train", "--data", str(GERMAN), "--target", "creditability", "--name", "german")
    assert trained.returncode == 0, trained.stderr
    assert "AUC on unseen rows: 0.79" in trained.stdout
    lines = loanwright("score", "--model", "german", "--data", str(GERMAN)).stdout.splitlines()
    assert len(lines) == 695
    assert json.loads(lines[0]) == {"row": 2, "pd": pytest.approx(0.569, abs=0.001)}
    refused = loanwright("score", "--model", "unknown", "--data", str(GERMAN))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "model-unknown" in refused.stderr
