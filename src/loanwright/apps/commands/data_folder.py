"""Where commands that need no running system keep their files."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """`.loanwright` where we are, unless LOANWRIGHT_DATA_DIR names another."""
    return Path(os.environ.get("LOANWRIGHT_DATA_DIR", ".loanwright")).absolute()
