"""Takes the newest version of everything we depend on, however indirectly, and pins it in pyproject.toml.

A lock file names the hosts its packages came from, which breaks it for everybody behind a mirror. Pins do not: they
are constraints, so `uv run` on a fresh clone resolves to exactly these versions from whatever index it is given.
`python scripts/lock.py` (`make lock`) rewrites the block between the two marks.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
BEGIN = "# pins: written by `make lock`\n"
END = "# end of pins\n"


def main() -> None:
    """Rewrite the pins."""
    project = ROOT / "pyproject.toml"
    text = project.read_text("utf-8")
    unpinned = with_block(text, "")
    pins, build_pins = newest(unpinned), newest_of_build(unpinned)
    block = f"constraint-dependencies = {as_toml(pins)}\nbuild-constraint-dependencies = {as_toml(build_pins)}\n"
    project.write_text(with_block(text, block), "utf-8")
    print(f"{len(pins)} packages pinned, and {len(build_pins)} that build ours.", file=sys.stderr)


def with_block(text: str, block: str) -> str:
    """`text` with `block` between the marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{block}{END}{after}"


def newest(project: str) -> list[str]:
    """Every package of every extra and group, pinned, with the platforms it is for."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(project, "utf-8")
        for name in ("README.md", "LICENSE", "NOTICE"):
            shutil.copy(ROOT / name, folder)
        uv(folder, "lock", "--quiet", "--upgrade")
        options = ("--all-extras", "--all-groups", "--no-hashes", "--no-annotate", "--no-header", "--no-emit-project")
        return pins_in(uv(folder, "export", "--quiet", "--frozen", *options))


def newest_of_build(project: str) -> list[str]:
    """The packages that build ours, which a lock leaves out."""
    wanted = re.search(r"\[build-system\]\nrequires = (\[[^]]*\])", project)
    assert wanted, "pyproject.toml has a build system"
    with TemporaryDirectory() as folder:
        (Path(folder) / "build.in").write_text("\n".join(json.loads(wanted.group(1))), "utf-8")
        return pins_in(
            uv(folder, "pip", "compile", "--quiet", "--universal", "--no-annotate", "--no-header", "build.in")
        )


def pins_in(requirements: str) -> list[str]:
    """The lines of a requirements file that pin a package."""
    return [line.strip() for line in requirements.splitlines() if "==" in line]


def uv(folder: str, *arguments: str) -> str:
    """What uv answers."""
    return subprocess.run(["uv", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def as_toml(pins: list[str]) -> str:
    """A TOML array, one pin a line."""
    return "[\n" + "".join(f"    {json.dumps(pin)},\n" for pin in pins) + "]"


if __name__ == "__main__":
    main()
