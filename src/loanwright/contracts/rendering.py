"""Sheets to PDF/A-2b with typst: the same sheet at the same moment gives the same bytes.

Templates are ours and shipped with the package; what they print arrives as JSON and is never read as markup.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from loanwright.kernel.refusals import Refusal

TEMPLATES = Path(__file__).with_name("templates")
SETTLEMENT_CERTIFICATE = "settlement_certificate"
_PACKAGE = TEMPLATES.parents[1]
SEAL = TEMPLATES / "seal.typ"
SIGNATURE = TEMPLATES / "signature.typ"

_FONTS = pylopdf_fonts_zh_cn.sans_path().parent


class TemplateMissing(Refusal):
    """There is no document template of this name in this language."""


def template_of(name: str, language: str) -> Path:
    """A template by its name.

    Raises:
        TemplateMissing
    """
    folder = TEMPLATES / language
    found = {path.stem: path for path in folder.glob("*.typ")}
    if name not in found:
        raise TemplateMissing(template=name, language=language)
    return found[name]


def rendered(template: Path, sheet: dict[str, Any], at: datetime) -> bytes:
    """The PDF of `sheet`; `at` is the creation date it carries. Templates of other domains may import ours."""
    pdf = typst.compile(
        template,
        root=_PACKAGE,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(sheet, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def templates_version() -> str:
    """SHA-256 over all template files: which wording a contract was printed from."""
    digest = hashlib.sha256()
    for path in sorted(TEMPLATES.rglob("*.typ")):
        digest.update(path.relative_to(TEMPLATES).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
