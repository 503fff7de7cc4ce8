"""XML as banks send it: never trusted, and read even where it is not well-formed.

Entities and document types are refused outright: no statement needs them, and every attack on XML parsers does.
Elements are found by their local names, because banks use namespaces of their own, wrong ones and none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from loanwright.reconciliation.readers.encoding import decode
from loanwright.reconciliation.rules import StatementFileUnsafe, StatementFormatUnknown

Element = etree._Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DOCUMENT_TYPE = re.compile(r"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
# What XML 1.0 may not hold, escaped or not: transmission marks and half characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its root, the text it was parsed from, and what was wrong with it."""

    root: Element
    text: str
    warnings: tuple[str, ...]

    def closed(self, name: str) -> int:
        """How many elements of this name are closed; one more in the tree was cut off by the end of the file."""
        return len(re.findall(rf"</(?:[\w.-]+:)?{name}\s*>|<(?:[\w.-]+:)?{name}(?:\s[^<>]*)?/>", self.text))


def looks_like_xml(text: str) -> bool:
    """Whether markup begins the file, after whatever a gateway may have put before it."""
    return bool(re.match(r"\s*<[?!A-Za-z]", text[:2000])) or "<?xml" in text[:2000] or "<Document" in text[:2000]


def parse(data: bytes) -> Document:
    """The file's one document.

    Raises:
        StatementFileUnsafe: it declares a document type or entities.
        StatementFormatUnknown: there is no element in it.
    """
    text, warnings = _text(data)
    begins = text.find("<")
    text = text[max(begins, 0) :]
    if _DOCUMENT_TYPE.search(text):
        raise StatementFileUnsafe
    body = _FORBIDDEN.sub(" ", _DECLARATION.sub("", text))
    try:
        return Document(etree.fromstring(body.encode(), _parser(recover=False)), text, warnings)
    except etree.XMLSyntaxError as broken:
        told = f"line {broken.position[0]}: the XML is broken ({broken.msg}); read as far as possible"
    try:
        root = etree.fromstring(body.encode(), _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise StatementFormatUnknown
    return Document(root, text, (*warnings, told))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in the encoding it declares, or else in the one it turns out to have."""
    declared = _DECLARED.search(data[:500])
    if declared:
        name = declared[1].decode()
        try:
            return data.decode(name), ()
        except (LookupError, UnicodeError):
            text, warnings = decode(data)
            return text, (f"the file is not in the encoding it declares, {name}", *warnings)
    return decode(data)


def name_of(element: Element) -> str:
    """The local name of an element."""
    return etree.QName(element).localname


def named(root: Element, name: str) -> list[Element]:
    """Every element of this name, anywhere, in the order of the file."""
    return [element for element in root.iter("{*}" + name, name) if isinstance(element.tag, str)]


def all_at(element: Element, path: str) -> list[Element]:
    """The elements at ``A/B/C`` below this one."""
    return element.findall("/".join("{*}" + name for name in path.split("/")))


def one_at(element: Element | None, *paths: str) -> Element | None:
    """The first element found at one of the paths."""
    if element is None:
        return None
    return next((found for path in paths for found in all_at(element, path)), None)


def text_at(element: Element | None, *paths: str) -> str:
    """The first text found at one of the paths; empty if there is none."""
    if element is None:
        return ""
    texts = ("".join(found.itertext()).strip() for path in paths for found in all_at(element, path))
    return next((" ".join(text.split()) for text in texts if text), "")
