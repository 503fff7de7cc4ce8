"""`/products`, `/quotes`: for anybody; `/staff/products`: every version."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from loanwright.access.api import AnonymousEdge, staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.products.api import all_versions, product_in_force, product_names, products_in_force, quote
from loanwright.products.schemas import (
    ProductList,
    ProductNameList,
    ProductNameView,
    ProductView,
    QuoteRequest,
    QuoteView,
    view_of_product,
    view_of_quote,
)

router = APIRouter(tags=["products"])

ProductReader = Annotated[Edge, staff_edge("product.read")]


@router.get("/products")
def list_products(edge: AnonymousEdge) -> ProductList:
    """What can be applied for today."""
    return edge.query(lambda uow: ProductList(items=[view_of_product(product) for product in products_in_force(uow)]))


@router.get("/products/{code}")
def get_product(code: str, edge: AnonymousEdge) -> ProductView:
    """One product as it is offered today."""
    return edge.query(lambda uow: view_of_product(product_in_force(uow, code)))


@router.post("/quotes")
def make_quote(body: QuoteRequest, edge: AnonymousEdge) -> QuoteView:
    """What a loan would cost if it started today. Nothing is stored, so no Idempotency-Key is needed."""

    def quoted(uow: UnitOfWork) -> QuoteView:
        product = product_in_force(uow, body.product_code)
        offer = quote(product, body.amount, body.periods, body.method, uow.business_date, uow.calendar)
        return view_of_quote(offer)

    return edge.query(quoted)


@router.get("/staff/products")
def list_product_versions(edge: ProductReader) -> ProductList:
    """Every version of every product, past and coming."""
    return edge.query(lambda uow: ProductList(items=[view_of_product(product) for product in all_versions(uow)]))


@router.get("/staff/product-names")
def list_product_names(edge: ProductReader) -> ProductNameList:
    """What products are called, those included that are known only from loans taken over."""
    names = edge.query(product_names)
    return ProductNameList(items=[ProductNameView(code=code, name=name) for code, name in sorted(names.items())])
