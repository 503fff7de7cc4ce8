"""What nobody should upload is refused by name, quickly, and leaves nothing behind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from loanwright.access.api import Role
from loanwright.apps.web import create_app
from loanwright.infra.runtime import Runtime
from tests.payments.test_desk_http import sign_in
from tests.reconciliation.rendering import as_camt053

FILES = "/api/v1/staff/statement-files"
MIB = 1 << 20


def archive(content: bytes, times: int = 1) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(times):
            file.writestr(f"{number}.xml", content)
    return packed.getvalue()


BILLION_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><Document>&c;</Document>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Document>&b;</Document>'


@pytest.fixture(scope="module")
def hostile() -> dict[str, tuple[bytes, int, str]]:
    """File, and the status and name it is refused with."""
    statement = as_camt053([]).encode()
    return {
        "entities": (BILLION_LAUGHS, 422, "statement-file-unsafe"),
        "outside entity": (OUTSIDE, 422, "statement-file-unsafe"),
        "zip bomb": (archive(b"0" * (300 * MIB)), 413, "statement-file-too-large"),
        "archive in archive": (archive(archive(statement)), 422, "statement-format-unknown"),
        "nothing": (b"  \r\n", 422, "statement-file-empty"),
        "a program": (b"\x7fELF" + bytes(2000), 422, "statement-format-unknown"),
        "a page": (b"<html><script>alert(1)</script></html>", 422, "statement-format-unknown"),
        "too long": (b"x" * (33 * MIB), 413, "request-too-large"),
    }


@pytest.mark.parametrize(
    "kind",
    ["entities", "outside entity", "zip bomb", "archive in archive", "nothing", "a program", "a page", "too long"],
)
def test_a_hostile_file_is_refused_by_name(
    runtime: Runtime, client: TestClient, hostile: dict[str, tuple[bytes, int, str]], kind: str
) -> None:
    content, status, name = hostile[kind]
    sign_in(client, runtime, Role.ACCOUNTANT)
    answer = upload(client, content)
    assert (answer.status_code, answer.json()["code"]) == (status, name)
    assert client.get("/api/v1/staff/account-statements").json()["items"] == []


def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(runtime: Runtime) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield bytes(MIB)

    with TestClient(create_app(runtime)) as client:
        sign_in(client, runtime, Role.ACCOUNTANT)
        assert upload(client, endless()).status_code == 413


def test_a_packed_day_of_statements_is_read_whole(runtime: Runtime, client: TestClient) -> None:
    sign_in(client, runtime, Role.ACCOUNTANT)
    answer = upload(client, archive(as_camt053([]).encode(), times=3))
    assert (answer.status_code, len(answer.json()["statements"])) == (201, 3)


def upload(client: TestClient, content: bytes | Iterator[bytes]) -> Any:
    headers = {"Idempotency-Key": "one", "Content-Type": "application/octet-stream"}
    return client.post(FILES, params={"file_name": "a.xml"}, content=content, headers=headers)
