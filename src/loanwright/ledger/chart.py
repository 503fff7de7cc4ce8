"""The institution's chart of accounts, read from `chart.toml` and checked against the accounts that rules name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from loanwright.ledger.model import Account, AccountKind, AccountTitle


@cache
def chart() -> dict[Account, AccountTitle]:
    """Every account with its title, in the order of the chart.

    Raises:
        ValueError: the document lacks an account, names an unknown one, or uses a code twice.
    """
    document = tomllib.loads(files(__package__).joinpath("chart.toml").read_text("utf-8"))
    titles = {Account(key): _title(Account(key), fields) for key, fields in document.items()}
    if missing := set(Account) - set(titles):
        raise ValueError(f"the chart lacks {sorted(missing)}")
    if len({title.code for title in titles.values()}) != len(titles):
        raise ValueError("the chart uses a code twice")
    return titles


def _title(account: Account, fields: dict[str, Any]) -> AccountTitle:
    return AccountTitle(
        account=account,
        code=fields["code"],
        kind=AccountKind(fields["kind"]),
        title_zh=fields["title_zh"],
        title_en=fields["title_en"],
        by_loan=fields.get("by_loan", False),
    )
