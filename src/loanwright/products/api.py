"""The one door to products."""

from __future__ import annotations

from loanwright.products.loan_terms import line_terms, rhythm_offered
from loanwright.products.model import Product
from loanwright.products.parts import Bilingual
from loanwright.products.queries import (
    all_versions,
    product_in_force,
    product_names,
    product_version,
    product_versions,
    products_in_force,
)
from loanwright.products.rhythm import Rhythm, RhythmUnit, is_monthly, rhythm_of
from loanwright.products.rules import (
    AmountNotOffered,
    AnnualRateAboveCap,
    MethodNotOffered,
    ProductDocumentNotValid,
    ProductNotFound,
    ProductVersionAlreadyPublished,
    Quote,
    TermNotOffered,
    parse_document,
    priced,
    quote,
    quote_of,
    terms_for,
)
from loanwright.products.usecases.name_product import name_product
from loanwright.products.usecases.publish_product import publish_product, shipped_documents

__all__ = [
    "AmountNotOffered",
    "AnnualRateAboveCap",
    "Bilingual",
    "MethodNotOffered",
    "Product",
    "ProductDocumentNotValid",
    "ProductNotFound",
    "ProductVersionAlreadyPublished",
    "Quote",
    "Rhythm",
    "RhythmUnit",
    "TermNotOffered",
    "all_versions",
    "is_monthly",
    "line_terms",
    "name_product",
    "parse_document",
    "priced",
    "product_in_force",
    "product_names",
    "product_version",
    "product_versions",
    "products_in_force",
    "publish_product",
    "quote",
    "quote_of",
    "rhythm_of",
    "rhythm_offered",
    "shipped_documents",
    "terms_for",
]
