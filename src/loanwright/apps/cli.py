"""``loanwright COMMAND``: a table of commands, each loaded only when it is called, so that every one starts fast."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

# Name -> module and function, and what it does, as `loanwright --help` tells it.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("loanwright.apps.commands.run:run", "Start a whole demo lender on this machine, until Ctrl-C"),
    "code": ("loanwright.apps.commands.code:code", "Print the demo staff's one-time code of this moment"),
    "web": ("loanwright.apps.commands.web:web", "Serve the API and the web apps"),
    "worker": ("loanwright.apps.commands.worker:worker", "Run background jobs"),
    "migrate": ("loanwright.apps.commands.migrate:migrate", "Bring the database's tables to this version"),
    "import-book": ("loanwright.apps.commands.import_book:import_book", "Take over another lender's loans from CSV"),
    "demo": ("loanwright.apps.commands.demo:demo", "Play the whole job: applicants, a year of days, a report, verify"),
    "train": ("loanwright.apps.commands.train:train", "Make a model from a file of past outcomes"),
    "score": ("loanwright.apps.commands.score:score", "Print the probability of bad for each row of a file"),
    "statement": ("loanwright.apps.commands.statement:statement", "Print what a bank statement says, as JSON"),
    "verify": ("loanwright.apps.commands.verify:verify", "Prove that books, projections and archives agree"),
}


def main() -> None:
    """Entry point of the console script."""
    name, *arguments = sys.argv[1:] or ["--help"]
    if name in COMMANDS:
        _call(name, arguments)
    elif name in ("-h", "--help"):
        print(_overview())
    else:
        print(f"There is no command {name}.\n\n{_overview()}", file=sys.stderr)
        raise SystemExit(2)


def _call(name: str, arguments: list[str]) -> None:
    module, _, function = COMMANDS[name][0].partition(":")
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(getattr(import_module(module), function))
    app(args=arguments, prog_name=f"loanwright {name}")


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {what}" for name, (_, what) in COMMANDS.items()]
    return "\n".join(["Usage: loanwright COMMAND [OPTIONS]", "", *lines, "", "loanwright COMMAND --help tells more."])


if __name__ == "__main__":
    main()
