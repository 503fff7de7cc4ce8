"""Publish a version of a product from its document."""

from __future__ import annotations

from importlib.resources import files
from uuid import NAMESPACE_URL, UUID, uuid5

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.products import repository
from loanwright.products.model import Product
from loanwright.products.rules import ProductVersionAlreadyPublished, parse_document


def publish_product(uow: UnitOfWork, document: str) -> Product:
    """Make the version that `document` states available from its effective date; the same text twice is once.

    Raises:
        ProductDocumentNotValid: with every problem found.
        ProductVersionAlreadyPublished: the version exists with another text.
    """
    product = parse_document(document)
    published = repository.find_document(uow, product.code, product.version)
    if published == document:
        return product
    if published is not None:
        raise ProductVersionAlreadyPublished(code=product.code, version=product.version)
    repository.add_version(uow, product, document)
    uow.audit("publish-product", "product", _subject(product), code=product.code, version=product.version)
    return product


def shipped_documents() -> tuple[str, ...]:
    """The documents of the demo lender, which an institution copies and changes."""
    folder = files("loanwright.products") / "documents"
    shipped = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name)
    return tuple(entry.read_text("utf-8") for entry in shipped)


def _subject(product: Product) -> UUID:
    # A product is known by its code; the audit asks for a uuid, so one is derived from the code.
    return uuid5(NAMESPACE_URL, f"loanwright:product:{product.code}")
