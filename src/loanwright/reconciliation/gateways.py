"""Wallets and gateways: third parties that collect for us and transfer to our bank. Their words are data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from loanwright.reconciliation.model import Entry


def is_gateway(statement_format: str) -> bool:
    """Whether statements of this format are a gateway's own."""
    return statement_format in _known()


def gateway_named(name: str) -> str:
    """The gateway that a bank's statement names as the other party; empty if it is none."""
    said = name.casefold()
    return next((key for key, words in _known().items() if any(each in said for each in words["names"])), "")


def is_withdrawal(statement_format: str, entry: Entry) -> bool:
    """Whether an entry of a gateway's statement is its transfer to our bank."""
    said = f"{entry.text} {entry.counterparty}".casefold()
    return not entry.credit and any(word in said for word in _known()[statement_format]["withdrawals"])


@cache
def _known() -> dict[str, dict[str, list[str]]]:
    listed = tomllib.loads(files(__package__).joinpath("gateways.toml").read_text(encoding="utf-8"))
    return {
        key: {kind: [word.casefold() for word in words] for kind, words in gateway.items()}
        for key, gateway in listed.items()
    }
