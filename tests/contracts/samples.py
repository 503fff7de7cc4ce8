"""A draft to draw contracts up from, and readers of what was printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pypdfium2

from loanwright.contracts.api import Account, Borrower, ContractDraft, Lender
from loanwright.engine.api import Fee, FeeTiming, LoanTerms, Method, PenaltyTerms
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

LENDER = Lender("匠心小额贷款有限责任公司", "91110108MA01ABCD2X", "北京市海淀区中关村大街 1 号 8 层", "400-800-1234")
BORROWER = Borrower("张小明", "110105194912310021", "13800005678")
TERMS = LoanTerms(
    principal=Money(50_000_00),
    rate=Rate.percent("7.2"),
    method=Method.EQUAL_INSTALLMENTS,
    periods=24,
    start_on=date(2026, 3, 2),
    penalty=PenaltyTerms(Rate.percent("10.8"), grace_days=3),
)
FEES = (
    Fee("账户管理费", FeeTiming.PER_INSTALLMENT, amount=Money(5_00)),
    Fee("服务费", FeeTiming.AT_DISBURSEMENT, percent=Decimal("1.5")),
)


def draft_of(
    party_id: UUID, application_id: UUID, terms: LoanTerms = TERMS, product: tuple[str, str] = ("nong-e-dai", "农 e 贷")
) -> ContractDraft:
    """A complete draft."""
    return ContractDraft(
        application_id=application_id,
        party_id=party_id,
        template=product[0],
        product_name=product[1],
        lender=LENDER,
        borrower=BORROWER,
        purpose="购买种苗及化肥",
        payout_account=Account("中国农业银行", "6228480000001234", BORROWER.name),
        repayment_account=Account("中国工商银行北京分行", "0200004519000012", LENDER.name),
        terms=terms,
        subsidy_provider="县财政局" if terms.subsidy else None,
    )


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page, without white space: lines break where they like."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()
