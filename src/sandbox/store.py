"""The sandbox's memory: one SQLite file, so that a restart forgets neither the bank's books nor the inbox.

All endpoints run on one event loop and never await inside a transaction, so a single connection needs no lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IN_MEMORY = ":memory:"

_TABLES = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS bank_account (
    number TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    balance INTEGER NOT NULL DEFAULT 0,
    standing TEXT NOT NULL DEFAULT 'open',
    has_channel INTEGER NOT NULL DEFAULT 0,
    opened_on TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS bank_booking (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    debit_account TEXT NOT NULL,
    credit_account TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    booked_on TEXT NOT NULL,
    end_to_end_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    text TEXT NOT NULL,
    returned_for TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS bank_booking_of_debit ON bank_booking (debit_account, booked_on);
CREATE INDEX IF NOT EXISTS bank_booking_of_credit ON bank_booking (credit_account, booked_on);
CREATE TABLE IF NOT EXISTS bank_message (message_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS bank_order (
    end_to_end_id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL,
    payment_id TEXT NOT NULL,
    instruction_id TEXT NOT NULL,
    debtor_account TEXT NOT NULL,
    creditor_account TEXT NOT NULL,
    creditor TEXT NOT NULL,
    amount INTEGER NOT NULL,
    execute_on TEXT NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    booking_id INTEGER
);
CREATE INDEX IF NOT EXISTS bank_order_waiting ON bank_order (execute_on) WHERE status = 'PDNG';
CREATE TABLE IF NOT EXISTS bank_transfer (transfer_id TEXT PRIMARY KEY, booking_id INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS bank_outgoing (id INTEGER PRIMARY KEY, kind TEXT, document BLOB, due_at REAL);
CREATE TABLE IF NOT EXISTS bank_sent (cursor INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, document BLOB);
CREATE TABLE IF NOT EXISTS bank_statement (
    account TEXT, day TEXT, sequence INTEGER, opening INTEGER, closing INTEGER, PRIMARY KEY (account, day)
);

CREATE TABLE IF NOT EXISTS bureau_person (id_number TEXT PRIMARY KEY, planted TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS bureau_inquiry (
    inquiry_id TEXT PRIMARY KEY, id_number TEXT, consent_id TEXT, purpose TEXT, answer TEXT
);

CREATE TABLE IF NOT EXISTS sms_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, phone TEXT NOT NULL, text TEXT NOT NULL,
    received_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sms_message_of_phone ON sms_message (phone, id);
CREATE INDEX IF NOT EXISTS sms_message_by_id ON sms_message (message_id);
"""


class Store:
    """A connection with the tables in place; `transaction` commits on success and rolls back on error."""

    def __init__(self, path: str = IN_MEMORY) -> None:
        if path != IN_MEMORY:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_TABLES)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements inside take effect together or not at all; a transaction inside one joins it."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def write(self, statement: str, *values: object) -> int:
        """Run one statement; the id of the row it inserted, if it did."""
        return self._connection.execute(statement, values).lastrowid or 0

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """All rows of `query`."""
        return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row of `query`, if any."""
        found: sqlite3.Row | None = self._connection.execute(query, values).fetchone()
        return found

    def setting(self, name: str) -> str | None:
        """A remembered setting."""
        row = self.row("SELECT value FROM setting WHERE name = ?", name)
        return None if row is None else str(row["value"])

    def remember(self, name: str, value: str) -> None:
        """Keep a setting for the next start."""
        self.write("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value)

    def forget_everything(self) -> None:
        """Empty every table; numbering starts again at 1."""
        tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        with self.transaction():
            for table in tables:
                self.write(f'DELETE FROM "{table["name"]}"')

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
