"""A SWIFT text as its tagged fields, each with the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The fields of MT940, MT942 and MT950, and the two that German and Hungarian banks add. Anything else between colons
# at the beginning of a line is part of the text above it, such as a time: `:00:00/`.
_TAG = re.compile(r"^[^\S\n]*[^\w\s:{]?:(20|21|25P?|28C?|13D?|34F|60[FM]?|61|62[FM]?|64|65|86|90[CD]|NS):(.*)$")
_BLOCK = re.compile(r"\{[1-5]:|-\}|-$|-XXX|:9[4-9]\d:")
# A tag torn in two by a line break, as some exports do.
_TORN_TAG = re.compile(r"^:[ \t]*\n(?=(?:\d\d[A-Z]?|NS):)", re.MULTILINE)
_MARKS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFEFF])


@dataclass(frozen=True, slots=True)
class Field:
    """A tag with its lines. `last` if no field follows; `ended` is False if the file ends before the line does."""

    tag: str
    lines: tuple[str, ...]
    line: int
    ended: bool = True
    last: bool = False

    @property
    def first(self) -> str:
        """The text on the tag's own line."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Gap:
    """The end of a message, or a line that belongs to no field."""

    text: str
    line: int


def looks_like_swift(text: str) -> bool:
    """Whether the text has at least one field of a statement at the beginning of a line."""
    lines = _plain(text[:200_000]).split("\n")
    found = {tag[1] for line in lines if (tag := _TAG.match(line))}
    return bool(found)


def fields(text: str) -> Iterator[Field | Gap]:
    """The fields in their order, with the ends of messages between them."""
    plain = _plain(text)
    open_tag, open_line, open_lines = "", 0, list[str]()
    lines = plain.split("\n")
    torn = 0
    for number, line in enumerate(lines, 1):
        if line == _TORN:
            torn += 1
            continue
        tag = _TAG.match(line)
        if tag or _ends_message(line, open_tag, lines[number : number + 3]):
            if open_tag:
                yield Field(open_tag, tuple(open_lines), open_line)
            open_tag, open_line, open_lines = "", number, []
            if tag:
                open_tag, open_lines = tag[1], [tag[2]]
            else:
                yield Gap(line, number)
        elif open_tag:
            open_lines.append(line)
        elif line.strip():
            yield Gap(line, number)
    if open_tag:
        cut = bool(open_lines) and not plain.endswith("\n")
        yield Field(open_tag, tuple(open_lines), open_line, ended=not cut, last=True)


_TORN = "\x00"


def _plain(text: str) -> str:
    """One kind of line end, no transmission marks, torn tags mended without changing the count of lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_MARKS)
    return _TORN_TAG.sub(_TORN + "\n:", plain)


def _ends_message(line: str, tag: str, following: list[str]) -> bool:
    """A block of SWIFT's envelope, or the lone hyphen after the last field.

    A lone hyphen can also be part of a text: then the statement goes on after it without a new beginning.
    """
    if not _BLOCK.match(line.strip()):
        return False
    rest = next((each for each in following if each.strip()), "")
    return not (tag == "86" and line.strip() == "-" and re.match(r":6[12]", rest))
