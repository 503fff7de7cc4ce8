"""Products and quotes over HTTP, and what the database lets nobody do to a published version."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from starlette.testclient import TestClient

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.products.api import (
    Bilingual,
    ProductVersionAlreadyPublished,
    name_product,
    parse_document,
    product_names,
    publish_product,
    shipped_documents,
)


@pytest.fixture(autouse=True)
def published(runtime: Runtime) -> None:
    for document in shipped_documents():
        with runtime.begin(SYSTEM) as uow:
            publish_product(uow, document)


def test_every_shipped_product_is_offered(client: TestClient) -> None:
    items = client.get("/api/v1/products").json()["items"]
    assert [item["code"] for item in items] == sorted(parse_document(document).code for document in shipped_documents())
    assert items[-1]["amount_minimum"] == {"amount": "2000.00", "currency": "CNY"}
    assert client.get("/api/v1/products/nong-e-dai").json()["name"] == {"zh": "农e贷", "en": "Farmer loan"}


def test_products_known_only_from_loans_taken_over_have_names_too(runtime: Runtime) -> None:
    for zh in ("旧名", "信用卡分期"):
        with runtime.begin(SYSTEM) as uow:
            name_product(uow, "card-12", Bilingual(zh=zh, en="Card"))
    with runtime.read(SYSTEM) as uow:
        names = {code: name.zh for code, name in product_names(uow).items()}
    assert names.items() >= {"card-12": "信用卡分期", "nong-e-dai": "农e贷", "xiao-fei-dai": "消费贷"}.items()


def test_a_quote_shows_every_installment_and_both_annual_rates(client: TestClient) -> None:
    wish = {"product_code": "xiao-fei-dai", "amount": {"amount": "12000.00", "currency": "CNY"}, "periods": 12}
    quote = client.post("/api/v1/quotes", json=wish).json()
    assert len(quote["schedule"]) == 12
    assert quote["installment"]["amount"] == "1082.32"  # annuity of 12,000 at 13.8 % is 1,076.32, and 6.00 fee
    assert quote["total_fees"]["amount"] == "72.00"
    assert 13.8 < float(quote["annual_rate_simple"]) < float(quote["annual_rate_compound"]) < 24


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"product_code": "gold", "amount": {"amount": "12000.00"}, "periods": 12}, 404, "product-not-found"),
        ({"product_code": "xiao-fei-dai", "amount": {"amount": "1.00"}, "periods": 12}, 422, "amount-not-offered"),
        ({"product_code": "xiao-fei-dai", "amount": {"amount": "12000"}, "periods": 99}, 422, "term-not-offered"),
        ({"product_code": "xiao-fei-dai", "amount": {"amount": "12,000"}, "periods": 9}, 422, "request-not-valid"),
    ],
)
def test_a_quote_that_cannot_be_made_says_why(
    client: TestClient, wish: dict[str, object], status: int, code: str
) -> None:
    answer = client.post("/api/v1/quotes", json=wish)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_strangers_see_no_staff_list(client: TestClient) -> None:
    assert client.get("/api/v1/staff/products").status_code == 401


def test_the_same_document_twice_is_once_and_another_text_is_refused(runtime: Runtime) -> None:
    document = shipped_documents()[0]
    runtime.run(SYSTEM, lambda uow: publish_product(uow, document))
    with pytest.raises(ProductVersionAlreadyPublished):
        runtime.run(SYSTEM, lambda uow: publish_product(uow, document.replace('"8.40"', '"8.50"')))


def test_a_published_version_cannot_be_changed_by_the_application(runtime: Runtime) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text("UPDATE product_version SET document = ''"))
