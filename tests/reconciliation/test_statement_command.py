"""``loanwright statement FILE``, as a person or a script meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loanwright.apps.commands.statement import statement
from tests.reconciliation.rendering import as_camt053, as_mt940

SHAPE = {"format", "account", "currency", "opening", "closing", "entries", "warnings"}
ENTRY_SHAPE = {"booked_on", "value_on", "amount", "currency", "credit", "reference", "counterparty", "text"}
WECHAT = next((Path(__file__).parent / "vectors").glob("*wechat*"))


def test_one_statement_is_an_object(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    statement(WECHAT)
    told = json.loads(capsysbinary.readouterr().out)
    assert set(told) == SHAPE and all(set(entry) == ENTRY_SHAPE for entry in told["entries"])
    assert told["entries"][0] == {
        "booked_on": "2019-09-26",
        "value_on": "2019-09-26",
        "amount": "28.16",
        "currency": "CNY",
        "credit": False,
        "reference": "129847129",
        "counterparty": "云膳过桥米线(传奇广场店)",
        "text": "商户消费 总共消费:28.16 中国银行(1234)",
    }


def test_several_statements_are_a_list(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "two.sta").write_text(as_mt940([]) * 2)
    statement(tmp_path / "two.sta")
    assert [each["closing"] for each in json.loads(capsysbinary.readouterr().out)] == ["1000.00", "1000.00"]


def test_a_file_of_no_kind_is_refused_by_name_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("Dear customer")
    with pytest.raises(SystemExit) as ended:
        statement(tmp_path / "letter.txt")
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert told.startswith("statement-format-unknown: This is no statement") and "无法识别" in told


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        statement(tmp_path / "nothing.xml")
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("statement-file-missing: ")


def test_a_mapping_names_the_columns(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "own.csv").write_text("Tag;Wert\n05.01.2024;-3,50\n")
    (tmp_path / "own.toml").write_text('booked_on = "Tag"\namount = "Wert"\n')
    statement(tmp_path / "own.csv", tmp_path / "own.toml")
    (entry,) = json.loads(capsysbinary.readouterr().out)["entries"]
    assert (entry["booked_on"], entry["amount"], entry["credit"]) == ("2024-01-05", "3.50", False)


def test_camt_is_named_as_people_name_it(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.xml").write_text(as_camt053([]))
    statement(tmp_path / "a.xml")
    assert json.loads(capsysbinary.readouterr().out)["format"] == "camt.053"
