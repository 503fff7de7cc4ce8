"""The contract as pictures on a phone."""

from __future__ import annotations

import struct

from loanwright.contracts.api import Contract
from tests.contracts.conftest import Person


def test_every_page_has_a_picture_and_its_text(borrower: Person, contract: Contract) -> None:
    base = f"/api/v1/contracts/{contract.id}/pages"
    pages = borrower.client.get(base).json()["items"]
    assert [page["number"] for page in pages] == list(range(1, len(pages) + 1))
    assert contract.number in pages[0]["text"].replace(" ", "")

    for page in pages:
        picture = borrower.client.get(f"{base}/{page['number']}")
        assert picture.headers["content-type"] == "image/png"
        width, height = struct.unpack(">II", picture.content[16:24])
        assert (width, height) == (1191, 1684)  # A4 at 144 dpi


def test_the_signatures_are_in_the_picture(borrower: Person, contract: Contract) -> None:
    last = f"/api/v1/contracts/{contract.id}/pages/5"
    unsigned = borrower.client.get(last).content
    assert borrower.read_and_sign(contract).status_code == 201
    assert len(borrower.client.get(last).content) > len(unsigned) * 1.1


def test_looking_at_the_pages_is_opening_the_contract(borrower: Person, contract: Contract) -> None:
    borrower.client.get(f"/api/v1/contracts/{contract.id}/pages")
    shown = borrower.client.get(f"/api/v1/applications/{contract.application_id}/contract").json()
    assert shown["status"] == "opened"


def test_a_page_that_is_not_there(borrower: Person, contract: Contract) -> None:
    missing = borrower.client.get(f"/api/v1/contracts/{contract.id}/pages/99")
    assert (missing.status_code, missing.json()["code"]) == (404, "contract-page-unknown")
