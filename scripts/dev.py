"""``make dev``: a demo lender, and the web apps served by Vite, so that an edit shows at once. Ctrl-C stops both."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack

from scripts.bootstrap import WEB, npm

APPS = {"borrower": 5173, "console": 5174}


def main() -> None:
    """Start everything and wait for Ctrl-C, which reaches all of it."""
    with ExitStack() as running:
        for app, port in APPS.items():
            vite = [*npm(), "run", "dev", "--workspace", app, "--", "--port", str(port), "--strictPort"]
            running.enter_context(subprocess.Popen(vite, cwd=WEB, stdin=subprocess.DEVNULL))
            print(f"{app}: http://127.0.0.1:{port}/")
        lender = running.enter_context(subprocess.Popen([sys.executable, "-m", "loanwright.apps.cli", "run"]))
        try:
            lender.wait()
        except KeyboardInterrupt:
            lender.wait()  # it had the same Ctrl-C and stops in order


if __name__ == "__main__":
    main()
