"""``python -m loanwright.apps.child MODULE ARGUMENTS``: run a program that must not outlive the one that started it.

Its standard input is a pipe held by the parent. However the parent ends, even by SIGKILL, the kernel closes the pipe;
then the program gets the same SIGTERM it would have got from an orderly stop.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    """Run the module named by the first argument as if it were the program."""
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_the_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
