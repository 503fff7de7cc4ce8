"""Which products there are, and which version is in force."""

from __future__ import annotations

from collections.abc import Iterable

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.products import repository
from loanwright.products.model import Product
from loanwright.products.parts import Bilingual
from loanwright.products.rules import ProductNotFound, in_force


def products_in_force(uow: UnitOfWork) -> tuple[Product, ...]:
    """What can be applied for on the business date, by code."""
    found = (in_force(versions, uow.business_date) for versions in repository.versions_by_code(uow).values())
    return tuple(product for product in found if product)


def product_in_force(uow: UnitOfWork, code: str) -> Product:
    """The version of a product in force on the business date.

    Raises:
        ProductNotFound: unknown, or not in force yet.
    """
    product = in_force(repository.versions_by_code(uow).get(code, []), uow.business_date)
    if product is None:
        raise ProductNotFound(code=code)
    return product


def product_version(uow: UnitOfWork, code: str, version: int) -> Product:
    """The version an application or a loan was made under, in force or not.

    Raises:
        ProductNotFound: it was never published.
    """
    product = repository.find_version(uow, code, version)
    if product is None:
        raise ProductNotFound(code=code)
    return product


def product_versions(uow: UnitOfWork, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Product]:
    """Versions of products by code and number.

    Raises:
        ProductNotFound: one was never published.
    """
    return {(code, version): product_version(uow, code, version) for code, version in set(wanted)}


def all_versions(uow: UnitOfWork) -> tuple[Product, ...]:
    """Every version of every product, by code and version."""
    return tuple(product for versions in repository.versions_by_code(uow).values() for product in versions)


def product_names(uow: UnitOfWork) -> dict[str, Bilingual]:
    """What every product a loan may be of is called, by code: its newest version's name, or the one it came with."""
    published = {code: versions[-1].name for code, versions in repository.versions_by_code(uow).items()}
    return repository.names(uow) | published
