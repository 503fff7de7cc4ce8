"""What must not happen in this repository and no linter sees: each rule says why it is one.

Rules read the syntax tree, so a comment or a docstring may speak of what code may not do.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = ("src", "tests", "benchmarks", "scripts", "web")
LEFT_OUT = {"node_modules", "dist", "__pycache__", ".mypy_cache", "test-results"}
GENERATED = ("web/client/src/generated", "web/client/generated", "web/client/src/gen")

LONGEST_FILE = 450
LONGEST_FUNCTION = 60

# The clock is read at the edges; below them time is an argument, so that any day can be lived again.
CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
MAY_READ_CLOCK = re.compile(r"loanwright/(apps|infra)/|/(endpoints|tasks)(\.py|/)|^src/sandbox/clock\.py")

# Binary fractions cannot hold a cent. Everywhere money passes, they are banned altogether; named exceptions compute
# figures that are not money (an annual rate by root finding, seconds to wait, millimetres on a page), or prove that
# every figure is a whole number the fraction can hold (engine/bulk/whole.py) or is rounded like the exact one
# (engine/estimate.py).
NO_FLOAT = re.compile(
    r"^src/loanwright/(kernel|engine|ledger|servicing|payments|products|contracts|origination|reconciliation)/"
)
FLOAT_ALLOWED = re.compile(
    r"/engine/((annual_rate|estimate)\.py$|bulk/)|/contracts/signature\.py$|/(rails|sources|channels)/"
)

# One word a concept: these say nothing about what is inside.
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|impl)($|_)")
EMPTY_CLASS = re.compile(r"(Utils?|Helpers?|Manager|Impl)$")

# Written so that this file does not itself name what it bans.
REGISTRIES = re.compile(r"py(pi)[.]org|python(hosted)[.]org|npm(js)[.](org|com)|npm(mirror)")
UNFINISHED = re.compile(r"\b(TO(DO)|FIX(ME))\b")


def _files(*suffixes: str) -> Iterator[Path]:
    for top in CODE:
        for path in sorted((ROOT / top).rglob("*")):
            inside = path.relative_to(ROOT)
            skipped = LEFT_OUT & set(inside.parts) or inside.as_posix().startswith(GENERATED)
            if path.suffix in suffixes and path.is_file() and not skipped:
                yield inside


PYTHON = list(_files(".py"))
TREES = {path: ast.parse((ROOT / path).read_text("utf-8")) for path in PYTHON}


def _calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ".".join(ast.unparse(node.func).split(".")[-2:])


def _ours(path: Path) -> bool:
    return path.as_posix().startswith("src/loanwright/")


def clock_reads(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Reading the clock below the edges."""
    if path.parts[0] == "src" and not MAY_READ_CLOCK.search(path.as_posix()):
        yield from ((line, name) for line, name in _calls(tree) if name in CLOCK)


def transaction_ends(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Ending a transaction outside infra: one command is one transaction, and `Runtime` commits it."""
    if _ours(path) and "infra" not in path.parts:
        ends = (".commit", ".rollback")
        yield from ((line, name) for line, name in _calls(tree) if name.endswith(ends))


def floats_near_money(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A float, `float(...)` or `round(...)` where money passes."""
    if not NO_FLOAT.search(path.as_posix()) or FLOAT_ALLOWED.search(path.as_posix()):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, repr(node.value)
    yield from ((line, name) for line, name in _calls(tree) if name in ("float", "round"))


def long_functions(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A function nobody can take in at a glance; a migration is a list and may be as long as it is."""
    if path.parent.name == "versions":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name}: {length} lines"


def empty_class_names(_: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A class named after nothing in particular."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and EMPTY_CLASS.search(node.name):
            yield node.lineno, node.name


RULES: list[Callable[[Path, ast.AST], Iterator[tuple[int, str]]]] = [
    clock_reads,
    transaction_ends,
    floats_near_money,
    long_functions,
    empty_class_names,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no(rule: Callable[[Path, ast.AST], Iterator[tuple[int, str]]]) -> None:
    found = [f"{path}:{line} {what}" for path, tree in TREES.items() for line, what in rule(path, tree)]
    assert not found, f"{rule.__doc__}\n" + "\n".join(found)


def test_no_file_is_too_long() -> None:
    long = [(path, lines) for path, lines in _lengths(_files(".py", ".ts", ".vue")) if lines > LONGEST_FILE]
    assert not long, long


def test_no_module_is_named_after_nothing() -> None:
    empty = [path for path in _files(".py", ".ts", ".vue") if any(EMPTY_NAMES.search(part) for part in _words(path))]
    assert not empty, empty


def test_no_package_registry_is_named() -> None:
    """Whoever builds behind a mirror would be sent to a host they cannot reach."""
    texts = [*_files(".py", ".ts", ".vue", ".json", ".toml", ".md", ".yaml", ".yml", ".npmrc"), *_top_level()]
    named = [path for path in texts if REGISTRIES.search((ROOT / path).read_text("utf-8"))]
    assert not named, named


def test_no_work_is_left_for_later_in_the_code() -> None:
    marked = [path for path in _files(".py", ".ts", ".vue") if UNFINISHED.search((ROOT / path).read_text("utf-8"))]
    assert not marked, marked


def _lengths(paths: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    return ((path, len((ROOT / path).read_text("utf-8").splitlines())) for path in paths)


def _words(path: Path) -> Iterator[str]:
    return (part.removesuffix(path.suffix).replace("-", "_").lower() for part in path.parts)


def _top_level() -> Iterator[Path]:
    shown = (path for path in ROOT.iterdir() if path.is_file() and path.name not in ("uv.lock", ".git"))
    docs = (ROOT / "docs").rglob("*.md")
    return (path.relative_to(ROOT) for path in (*shown, *docs))


def test_every_direct_dependency_is_pinned() -> None:
    """`make lock` was run after the last one was added."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    asked += [each for extra in project["project"]["optional-dependencies"].values() for each in extra]
    pinned = {_package(pin) for pin in project["tool"]["uv"]["constraint-dependencies"]}
    assert {_package(each) for each in asked} <= pinned


def _package(requirement: str) -> str:
    return re.split(r"[\[<>=; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")
