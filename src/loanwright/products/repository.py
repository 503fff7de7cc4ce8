"""Rows of `product_version` to products. A version never changes, so a parsed one is kept for its hash."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import groupby

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.products.model import Product
from loanwright.products.parts import Bilingual
from loanwright.products.rules import parse_document
from loanwright.products.tables import product_name, product_version


def find_document(uow: UnitOfWork, code: str, version: int) -> str | None:
    """The published text of a version."""
    table = product_version.c
    query = select(table.document).where(table.code == code, table.version == version)
    return uow.connection.execute(query).scalar()


def versions_by_code(uow: UnitOfWork) -> dict[str, list[Product]]:
    """All versions of all products, oldest first."""
    query = select(product_version.c.document).order_by(product_version.c.code, product_version.c.version)
    products = [_parsed(document) for document in uow.connection.execute(query).scalars()]
    return {code: list(versions) for code, versions in groupby(products, key=lambda product: product.code)}


def find_version(uow: UnitOfWork, code: str, version: int) -> Product | None:
    """One version of a product."""
    document = find_document(uow, code, version)
    return None if document is None else _parsed(document)


def add_version(uow: UnitOfWork, product: Product, document: str) -> None:
    """Publish: the version's row, once and for all."""
    row = {
        "code": product.code,
        "version": product.version,
        "effective_from": product.effective_from,
        "document": document,
        "document_hash": hashlib.sha256(document.encode()).digest(),
        "published_by": uow.actor.label,
        "published_at": uow.now,
    }
    uow.connection.execute(insert(product_version).values(row))


def save_name(uow: UnitOfWork, code: str, name: Bilingual) -> None:
    """Remember what a product without a version is called."""
    called = {"name_zh": name.zh, "name_en": name.en}
    row = upsert(product_name).values(code=code, **called)
    uow.connection.execute(row.on_conflict_do_update(index_elements=[product_name.c.code], set_=called))


def names(uow: UnitOfWork) -> dict[str, Bilingual]:
    """What products without a version are called, by code."""
    rows = uow.connection.execute(select(product_name))
    return {row.code: Bilingual(zh=row.name_zh, en=row.name_en) for row in rows}


@lru_cache(maxsize=256)
def _parsed(document: str) -> Product:
    return parse_document(document)
