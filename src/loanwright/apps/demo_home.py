"""The folder of a demo lender: its database, its documents, and keys made for it alone.

Outside the demo nothing here is used: production settings have no default for any secret.
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64encode
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyotp

from loanwright.infra.migrations import newest_revision
from loanwright.infra.settings import Settings, load_settings

SANDBOX_PORT = 8790

# User name, which is also the role, and the name of the person.
STAFF = {
    "clerk": "王晓梅",
    "officer": "李建国",
    "accountant": "陈静",
    "investigator": "孙强",
    "auditor": "赵明",
    "administrator": "周丽",
}


class Book(StrEnum):
    """What a new lender has: the real loans that are shipped, or nothing."""

    DEMO = "demo"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class StaffSecrets:
    """What the demo's staff sign in with: one password and one TOTP secret (base32) for all of them."""

    password: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class DemoHome:
    """A demo lender's folder, `.loanwright` where we are unless LOANWRIGHT_DATA_DIR names another."""

    folder: Path
    sandbox_port: int = SANDBOX_PORT

    @classmethod
    def here(cls, sandbox_port: int = SANDBOX_PORT) -> DemoHome:
        """The folder of this working directory; made if it is not there."""
        folder = Path(os.environ.get("LOANWRIGHT_DATA_DIR", ".loanwright")).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, sandbox_port)

    @property
    def database(self) -> Path:
        """Where the embedded database lives."""
        return self.folder / "postgres"

    @property
    def sandbox_store(self) -> Path:
        """Where the sandbox keeps its bank's books and its inbox."""
        return self.folder / "sandbox.sqlite"

    @property
    def live_cases(self) -> Path:
        """The people who have applied at this demo lender: phone, and what its owner finds."""
        return self.folder / "live-cases.txt"

    def is_ready(self, book: Book) -> bool:
        """Whether the embedded database is known to hold the whole lender, in tables of this version."""
        ready = self.database / "ready"
        return ready.exists() and ready.read_text() == _state(book)

    def remember_ready(self, book: Book) -> None:
        """The embedded database holds the whole lender. Noted beside it, so that they are deleted together."""
        (self.database / "ready").write_text(_state(book))

    def environment(self, database_url: str) -> dict[str, str]:
        """The environment of the demo's programs: ours, and whatever it lacks."""
        sandbox = f"http://127.0.0.1:{self.sandbox_port}"
        demo = {
            "LOANWRIGHT_MODE": "demo",
            "LOANWRIGHT_DATABASE_URL": database_url,
            "LOANWRIGHT_DATA_DIR": str(self.folder),
            "LOANWRIGHT_BANK_URL": sandbox,
            "LOANWRIGHT_BUREAU_URL": sandbox,
            "LOANWRIGHT_SMS_URL": sandbox,
            "LOANWRIGHT_SECURE_COOKIES": "false",  # the demo speaks plain HTTP, to this machine only
            "LOANWRIGHT_ENCRYPTION_KEYS": json.dumps([self._kept()["encryption_key"]]),
            "LOANWRIGHT_INDEX_KEY": self._kept()["index_key"],
        }
        return {**demo, **os.environ}

    @property
    def staff_secrets(self) -> StaffSecrets:
        """What the demo's staff sign in with."""
        kept = self._kept()
        return StaffSecrets(kept["staff_password"], kept["staff_totp_secret"])

    def settings(self, database_url: str) -> Settings:
        """The demo's settings, for this process and the ones it starts."""
        os.environ.update(self.environment(database_url))
        return load_settings()

    def _kept(self) -> dict[str, str]:
        """This demo's own secrets: made at its first start, then kept; lost, its personal data cannot be read again."""
        file = self.folder / "secrets.json"
        if not file.exists():
            made = {
                "encryption_key": b64encode(secrets.token_bytes(32)).decode(),
                "index_key": b64encode(secrets.token_bytes(32)).decode(),
                "staff_password": f"demo-{secrets.token_hex(6)}",
                "staff_totp_secret": pyotp.random_base32(),
            }
            unfinished = file.with_suffix(f".{os.getpid()}")
            unfinished.touch(mode=0o600)
            unfinished.write_text(json.dumps(made))
            unfinished.rename(file)
        kept: dict[str, str] = json.loads(file.read_text())
        return kept


def _state(book: Book) -> str:
    return f"{newest_revision()} {book}"
