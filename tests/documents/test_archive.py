"""The archive on a real folder: stored once, read back exactly, every damage found and named."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from loanwright.documents import tables
from loanwright.documents.api import (
    Damage,
    DamageKind,
    Document,
    DocumentAltered,
    DocumentBytesMissing,
    DocumentFacts,
    DocumentUnknown,
    archive,
    documents_of,
    read,
    verify_archive,
)
from loanwright.documents.stores.object_store import ObjectDocumentStore
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM, Actor, ActorKind, UnitOfWork

OWNER, STRANGER, APPLICATION = UUID(int=1), UUID(int=2), UUID(int=3)
FACTS = DocumentFacts("loan-contract", "application", APPLICATION, "contract.pdf", OWNER)
CONTENT = "借款合同".encode() * 1000


@pytest.fixture
def document(runtime: Runtime) -> Document:
    return runtime.run(SYSTEM, lambda uow: archive(uow, CONTENT, FACTS))


def file_of(runtime: Runtime, document: Document) -> Path:
    return runtime.settings.data_dir / "documents" / document.key


def borrower(party_id: UUID) -> Actor:
    return Actor(ActorKind.BORROWER, id=party_id, party_id=party_id)


def test_what_is_archived_is_read_back(runtime: Runtime, document: Document) -> None:
    assert document.sha256 == hashlib.sha256(CONTENT).digest()
    assert runtime.run(SYSTEM, lambda uow: read(uow, document.id)) == CONTENT
    with runtime.read(SYSTEM) as uow:
        assert documents_of(uow, APPLICATION) == [document]
        assert uow.connection.scalar(select(tables.document_reading.c.reader)) == "system"


def test_the_same_bytes_are_stored_once(runtime: Runtime, document: Document) -> None:
    assert runtime.run(SYSTEM, lambda uow: archive(uow, CONTENT, FACTS)) == document
    other = DocumentFacts("loan-contract", "application", UUID(int=9), "contract.pdf")
    again = runtime.run(SYSTEM, lambda uow: archive(uow, CONTENT, other))
    assert (again.id == document.id, again.key) == (False, document.key)
    files = [path for path in (runtime.settings.data_dir / "documents").rglob("*") if path.is_file()]
    assert files == [file_of(runtime, document)]


def test_a_borrower_reads_only_their_own(runtime: Runtime, document: Document) -> None:
    assert runtime.run(borrower(OWNER), lambda uow: read(uow, document.id)) == CONTENT
    with pytest.raises(DocumentUnknown):
        runtime.run(borrower(STRANGER), lambda uow: read(uow, document.id))


@pytest.mark.parametrize("position", [0, 5000, len(CONTENT) - 1])
def test_a_flipped_byte_is_found(runtime: Runtime, document: Document, position: int) -> None:
    damaged = bytearray(CONTENT)
    damaged[position] ^= 1
    file_of(runtime, document).write_bytes(damaged)
    with pytest.raises(DocumentAltered) as refused:
        runtime.run(SYSTEM, lambda uow: read(uow, document.id))
    assert refused.value.params == {"document_id": str(document.id)}
    with runtime.read(SYSTEM) as uow:
        assert verify_archive(uow).damages == (Damage(document.id, DamageKind.ALTERED),)


def test_lost_bytes_are_found_and_archiving_again_repairs_them(runtime: Runtime, document: Document) -> None:
    file_of(runtime, document).unlink()
    with pytest.raises(DocumentBytesMissing):
        runtime.run(SYSTEM, lambda uow: read(uow, document.id))
    with runtime.read(SYSTEM) as uow:
        assert verify_archive(uow).damages == (Damage(document.id, DamageKind.MISSING),)
    assert runtime.run(SYSTEM, lambda uow: archive(uow, CONTENT, FACTS)) == document
    with runtime.read(SYSTEM) as uow:
        assert verify_archive(uow).damages == ()


def test_a_sound_archive_is_reported_sound(runtime: Runtime) -> None:
    with runtime.begin(SYSTEM) as uow:
        for number in range(5):
            archive(uow, bytes([number]), DocumentFacts("note", "application", UUID(int=number), "note.bin"))
    with runtime.read(SYSTEM) as uow:
        assert verify_archive(uow).damages == ()
        assert verify_archive(uow).checked == 5


def test_a_crash_after_the_bytes_leaves_no_row(runtime: Runtime) -> None:
    def crash(uow: UnitOfWork) -> None:
        archive(uow, CONTENT, FACTS)
        raise RuntimeError("the power fails")

    with pytest.raises(RuntimeError, match="power"):
        runtime.run(SYSTEM, crash)
    with runtime.read(SYSTEM) as uow:
        assert uow.connection.scalar(select(func.count()).select_from(tables.document)) == 0
        assert verify_archive(uow).damages == ()


@pytest.mark.parametrize("statement", ["UPDATE document SET size = 0", "DELETE FROM document_reading"])
def test_no_row_can_be_changed_or_removed(runtime: Runtime, document: Document, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text(statement))


def test_a_store_may_be_a_url(tmp_path: Path) -> None:
    store = ObjectDocumentStore.at(tmp_path.as_uri())
    store.put("a/b", b"content")
    assert store.get("a/b") == b"content"
