"""From bytes to text, when nobody says which encoding it is."""

from __future__ import annotations

import codecs
import re

from loanwright.reconciliation.rules import StatementFormatUnknown

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
# What C0 controls a text may hold: those of a line, and the transmission marks some banks leave in.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE = 1 << 20


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, without its byte order mark, and warnings where bytes had to be replaced.

    Raises:
        StatementFormatUnknown: it is no text at all.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    name = _encoding(data)
    text, warnings = _lenient(data, name)
    if _is_binary(text):
        raise StatementFormatUnknown
    return text, warnings


def _encoding(data: bytes) -> str:
    if wide := _wide(data[:2000]):
        return wide
    if _decodes(data, "utf-8"):
        return "utf-8"
    runs = [len(run) for run in _HIGH.findall(data[:_SAMPLE])]
    paired = sum(length - length % 2 for length in runs)
    if _mostly_utf8(data[:_SAMPLE]):
        return "utf-8"
    # Chinese comes in pairs of high bytes; an umlaut stands alone between letters.
    return "gb18030" if paired * 10 >= sum(runs) * 8 else "cp1252"


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain text is zero."""
    odd, even = start[1::2].count(0), start[::2].count(0)
    half = max(len(start) // 2, 1)
    if odd * 4 > half and even * 20 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 4 > half and odd * 20 < half else ""


def _decodes(data: bytes, name: str) -> bool:
    """Whether all of it is that encoding; a character cut off by the end of the file is forgiven."""
    try:
        codecs.getincrementaldecoder(name)().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """A few broken bytes do not make a UTF-8 file a Chinese one: most of its characters still read."""
    broken = data.decode("utf-8", errors="replace").count("�")
    high = sum(map(len, _HIGH.findall(data)))
    return broken * 10 < high


def _lenient(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    text = decoder.decode(data, final=False)
    warnings = []
    if decoder.getstate()[0]:
        warnings.append("the file ends within a character")
    if broken := text.count("�") - data.count("�".encode()):
        warnings.append(f"{broken} characters are not {name} and show as �")
    return text, tuple(warnings)


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    return len(_CONTROLS.findall(sample)) * 50 > len(sample)
