"""``loanwright run``: a whole demo lender on this machine."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from textwrap import indent
from typing import Annotated

import psycopg
import typer
from rich.console import Console
from rich.table import Table

from loanwright.apps.demo_home import SANDBOX_PORT, STAFF, Book, DemoHome
from loanwright.apps.plain_words import plain_words
from loanwright.apps.programs import CannotStart, Program, Programs, require_free_port
from loanwright.infra.logs import configure_logs
from loanwright.infra.migrations import migrate
from loanwright.infra.postgres.supervisor import EmbeddedPostgres
from loanwright.infra.settings import Settings

_console = Console()


def run(
    port: Annotated[int, typer.Option(help="Port of the web apps and the API.", envvar="LOANWRIGHT_PORT")] = 8780,
    sandbox_port: Annotated[
        int, typer.Option(help="Port of the sandbox, which plays the outside world.")
    ] = SANDBOX_PORT,
    workers: Annotated[int, typer.Option(help="Worker processes.", min=1)] = 1,
    book: Annotated[Book, typer.Option(help="Whose loans the lender has at its first start.")] = Book.DEMO,
) -> None:
    """Start database, sandbox, workers and web; print where to go and how to sign in; stop cleanly on Ctrl-C."""
    configure_logs(logging.WARNING)  # the programs' own logs are in files; here only what went wrong
    _interrupt_once()
    with suppress(KeyboardInterrupt), plain_words():
        require_free_port(port, "--port")
        require_free_port(sandbox_port, "--sandbox-port")
        home = DemoHome.here(sandbox_port)
        given = os.environ.get("LOANWRIGHT_DATABASE_URL")
        with nullcontext(given) if given else _embedded(home) as url:
            os.environ["LOANWRIGHT_PORT"] = str(port)
            settings = home.settings(url)
            if given or not home.is_ready(book):
                _set_up(settings, home, book)
            if not given:
                home.remember_ready(book)
            with Programs(_programs(settings, home, workers), os.environ, home.folder / "logs"):
                if book is Book.DEMO and not home.live_cases.exists():
                    _add_live_cases(settings, home)
                _welcome(settings, home)
                _wait_for_the_end()
    _say("Stopped.")


def _interrupt_once() -> None:
    """Have the first signal to stop interrupt us wherever we are; more of them must not interrupt the stopping."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(*_: object) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, interrupt)


def _wait_for_the_end() -> None:
    try:
        while True:
            signal.pause()
    finally:
        _say("Stopping: requests and jobs under way are finished first ...")


@contextmanager
def _embedded(home: DemoHome) -> Iterator[str]:
    _say("Starting PostgreSQL ...")
    with EmbeddedPostgres(home.database) as server:
        yield server.url()


def _set_up(settings: Settings, home: DemoHome, book: Book) -> None:
    # Loaded only when there is something to do: they take longer to load than everything else to start.
    from loanwright.apps.book import fill_demo_book  # noqa: PLC0415
    from loanwright.apps.demo_lender import set_up_demo_lender  # noqa: PLC0415
    from loanwright.apps.wiring import build_runtime  # noqa: PLC0415

    _say("Setting up the lender ...")
    migrate(settings.database_url)
    runtime = build_runtime(settings)
    set_up_demo_lender(runtime, home.staff_secrets)
    if book is Book.DEMO:
        _say("Taking over a real lender's book, 6,982 loans ...")
        fill_demo_book(runtime)
    runtime.close()


def _add_live_cases(settings: Settings, home: DemoHome) -> None:
    import httpx  # noqa: PLC0415

    from loanwright.apps.demo.http import Unexpected  # noqa: PLC0415
    from loanwright.apps.demo.live_cases import add_live_cases  # noqa: PLC0415 (only at the first start)

    _say("Having a dozen people apply ...")
    here, outside = f"http://127.0.0.1:{settings.port}", f"http://127.0.0.1:{home.sandbox_port}"
    try:
        cases = [f"{case.phone}  {case.finds}" for case in add_live_cases(here, outside, _business_date(settings))]
    except (Unexpected, httpx.HTTPError) as trouble:  # the lender itself is well: it is only emptier than it might be
        _say(f"They did not all get through: {trouble}")
    else:
        home.live_cases.write_text("\n".join(cases) + "\n")


def _business_date(settings: Settings) -> date:
    with psycopg.connect(settings.database_url) as connection:
        row = connection.execute("SELECT business_date FROM institution").fetchone()
    if row is None:
        raise CannotStart("The database holds no lender; delete its folder and start again.")
    today: date = row[0]
    return today


def _programs(settings: Settings, home: DemoHome, workers: int) -> list[Program]:
    sandbox = ("sandbox", "--port", str(home.sandbox_port), "--store", str(home.sandbox_store))
    numbered = [Program(f"worker-{number}", ("loanwright.apps.cli", "worker")) for number in range(1, workers + 1)]
    return [
        Program("sandbox", sandbox, f"http://127.0.0.1:{home.sandbox_port}/healthz"),
        *numbered,
        Program("web", ("loanwright.apps.cli", "web"), f"http://127.0.0.1:{settings.port}/readyz"),
    ]


def _welcome(settings: Settings, home: DemoHome) -> None:
    here = f"http://127.0.0.1:{settings.port}"
    places = Table(box=None, show_header=False, padding=(0, 2))
    places.add_row("Borrowers", f"{here}/")
    places.add_row("Staff", f"{here}/console")
    places.add_row("API", f"{here}/api/docs")
    places.add_row("Outside world", f"http://127.0.0.1:{home.sandbox_port}/  (bank, credit bureau, SMS inbox)")
    _console.print("\n[bold]Loanwright 贷匠 is running.[/bold]\n", places, "")
    _console.print("Borrowers sign in with any mobile number; the code arrives in the sandbox's SMS inbox.")
    if home.live_cases.exists():
        _console.print("Some have cases already:\n" + indent(home.live_cases.read_text().rstrip(), "  "))
    _console.print(f"Staff sign in as [bold]{', '.join(STAFF)}[/bold]")
    _console.print(f"  password [bold]{home.staff_secrets.password}[/bold]")
    _console.print(
        f"  one-time code: [bold]make code[/bold], or add {home.staff_secrets.totp_secret} to an authenticator"
    )
    _console.print("\nCtrl-C stops everything.")


def _say(text: str) -> None:
    _console.print(text, highlight=False)
