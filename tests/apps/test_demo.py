"""The demo from end to end: real programs, real HTTP, and the same seed tells the same story."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SECONDS = 900


def play(folder: Path, name: str) -> tuple[subprocess.Popen[bytes], Path]:
    """Start a small demo; its output goes to the returned file."""
    said = folder / f"{name}.txt"
    command = [sys.executable, "-m", "loanwright.apps.cli", "demo", "--applicants", "3", "--days", "32", "--seed", "5"]
    with said.open("wb") as output:
        return subprocess.Popen(command, stdout=output, stderr=output, cwd=folder), said


def test_the_same_seed_ends_with_the_same_clean_report(tmp_path: Path) -> None:
    plays = [play(tmp_path, name) for name in ("first", "second")]
    for process, said in plays:
        assert process.wait(_SECONDS) == 0, said.read_text()
    first, second = (said.read_text() for _, said in plays)
    assert first == second
    assert "signed and paid out" in first
    assert "Verify is clean." in first
