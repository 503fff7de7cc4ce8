"""The embedded database, from a cold start to every way of dying we can cause."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from loanwright.infra.postgres import home
from loanwright.infra.postgres.account import Account
from loanwright.infra.postgres.binaries import binaries_for
from loanwright.infra.postgres.faults import AnotherMajorVersion, DirectoryInUse, DirectoryNotOurs, SocketTaken
from loanwright.infra.postgres.supervisor import EmbeddedPostgres, open_database


@pytest.fixture
def directory(shared_folder: Path, request: pytest.FixtureRequest) -> Path:
    """Where this test's database lives."""
    return shared_folder / str(abs(hash(request.node.nodeid)))


@pytest.fixture
def owner(directory: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that owns the database of `directory`; its first line is the server's process id."""
    command = [sys.executable, "-m", "tests.infra.postgres.owner", str(directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def _write(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS line (text text)")
        connection.execute("INSERT INTO line VALUES (%s)", (text,))


def _lines(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM line")]


def _lines_once_up(url: str, patience: float = 30.0) -> list[str]:
    deadline = time.monotonic() + patience
    while True:
        try:
            return _lines(url)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_cold_start_makes_a_database_that_finds_chinese_by_trigram(directory: Path) -> None:
    with EmbeddedPostgres(directory) as server, psycopg.connect(server.url()) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT similarity('张三丰', '张三') > 0, current_setting('TimeZone')").fetchone()
    assert row == (True, "UTC")


def test_warm_start_finds_what_was_written(directory: Path) -> None:
    with EmbeddedPostgres(directory) as server:
        _write(server.url(), "kept")
    with EmbeddedPostgres(directory) as server:
        assert _lines(server.url()) == ["kept"]


def test_stop_leaves_no_process_and_no_pid_file(directory: Path) -> None:
    with EmbeddedPostgres(directory) as server:
        pid = server.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not home.layout_in(directory).pid_file.exists()


def test_a_killed_server_is_started_again_with_every_committed_row(directory: Path) -> None:
    with EmbeddedPostgres(directory) as server:
        _write(server.url(), "kept")
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        assert _lines_once_up(server.url()) == ["kept"]


def test_the_server_of_a_killed_owner_is_taken_over(directory: Path, owner: subprocess.Popen[str]) -> None:
    assert owner.stdout is not None
    orphan = int(owner.stdout.readline())
    with open_database(directory) as url:
        _write(url, "kept")
    owner.kill()
    owner.wait()
    with EmbeddedPostgres(directory) as server:
        assert server.pid != orphan
        assert _lines(server.url()) == ["kept"]


def test_killing_owner_and_server_at_once_loses_nothing(directory: Path, owner: subprocess.Popen[str]) -> None:
    assert owner.stdout is not None
    server_pid = int(owner.stdout.readline())
    with open_database(directory) as url:
        _write(url, "kept")
    owner.kill()
    os.kill(server_pid, signal.SIGKILL)
    owner.wait()
    with EmbeddedPostgres(directory) as server:
        assert _lines(server.url()) == ["kept"]


def test_a_pid_file_whose_number_now_belongs_to_another_program_is_no_obstacle(directory: Path) -> None:
    with EmbeddedPostgres(directory) as server:
        _write(server.url(), "kept")
    stale = home.layout_in(directory).pid_file
    with subprocess.Popen(["sleep", "60"]) as somebody:
        stale.write_text(f"{somebody.pid}\n{stale.parent}\n0\n5432\n")
        with EmbeddedPostgres(directory) as server:
            assert _lines(server.url()) == ["kept"]
        somebody.kill()


def test_a_second_owner_is_told_who_holds_the_database(directory: Path, owner: subprocess.Popen[str]) -> None:
    assert owner.stdout is not None
    owner.stdout.readline()
    with pytest.raises(DirectoryInUse, match=f"process {owner.pid}"):
        EmbeddedPostgres(directory).start()


def test_a_taken_socket_is_explained(directory: Path, shared_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    socket = shared_folder / "one-socket"
    monkeypatch.setattr(home.Layout, "socket", property(lambda _: socket))
    with (
        EmbeddedPostgres(directory) as first,
        pytest.raises(SocketTaken, match=rf"process {first.pid}\) is listening in {socket}"),
    ):
        EmbeddedPostgres(directory.with_name("second")).start()


def test_a_cluster_of_another_major_version_is_left_alone(directory: Path) -> None:
    account = Account.chosen()
    directory.mkdir()
    layout = home.make_layout(directory, account)
    layout.data.mkdir()
    (layout.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(AnotherMajorVersion, match="made by PostgreSQL 15"):
        EmbeddedPostgres(directory).start()


def test_an_interrupted_initdb_leaves_nothing_half_made(directory: Path) -> None:
    directory.mkdir()
    layout = home.make_layout(directory, Account.chosen())
    half = layout.data.with_name("data.unfinished")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(directory) as server:
        _write(server.url(), "made")


def test_a_path_too_long_for_a_socket_is_no_obstacle(directory: Path) -> None:
    with EmbeddedPostgres(directory / ("deep" * 25)) as server:
        _write(server.url(), "made")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
class TestAsRoot:
    """What only root can meet: folders of others, and its own home that the server's account cannot enter."""

    def test_a_folder_of_another_account_is_refused(self, directory: Path) -> None:
        directory.mkdir()
        layout = home.make_layout(directory, Account.chosen())
        os.chown(layout.home, 12345, 12345)
        with pytest.raises(DirectoryNotOurs, match="uid 12345"):
            EmbeddedPostgres(directory).start()

    def test_a_private_directory_is_served_from_elsewhere(
        self, directory: Path, shared_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "_ELSEWHERE", shared_folder / "elsewhere")
        directory.mkdir(mode=0o700)
        for _ in range(2):
            with EmbeddedPostgres(directory) as server:
                _write(server.url(), "kept")
        with open_database(directory) as url:
            assert _lines(url) == ["kept", "kept"]

    def test_binaries_out_of_reach_are_copied(self, shared_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        account = Account.chosen()
        original = binaries_for(account, shared_folder)
        refused = {original.program("postgres")}
        reach = Account.can_reach
        monkeypatch.setattr(Account, "can_reach", lambda self, path: path not in refused and reach(self, path))
        copied = binaries_for(account, shared_folder)
        assert copied.folder.is_relative_to(shared_folder)
        assert account.can_reach(copied.program("postgres"))
