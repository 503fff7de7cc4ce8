"""What is printed: every phrase is there, the file is PDF/A-2b with its fonts inside, before and after signing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from loanwright.contracts.api import Contract, Settlement, TemplateMissing, TermsNotPrintable, archive_settlement
from loanwright.contracts.rendering import rendered, template_of, templates_version
from loanwright.contracts.sheet import contract_sheet
from loanwright.documents.api import stored_bytes
from loanwright.engine.api import (
    WEEKLY,
    AllocationOrder,
    Component,
    DayCount,
    DownPayment,
    Excess,
    Fee,
    FeeBase,
    FeeTiming,
    Frequency,
    Grace,
    LoanTerms,
    Method,
    PenaltyTerms,
    RateStep,
    Season,
    Subsidy,
    Unit,
    annual_rates,
    schedule,
)
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.products.api import RhythmUnit
from tests.contracts.conftest import APPLICATION, archived
from tests.contracts.samples import FEES, TERMS, draft_of, pages_of

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PRODUCTS = [("nong-e-dai", "农 e 贷"), ("xiao-fei-dai", "消费贷")]


def pdf_of(terms: LoanTerms, product: tuple[str, str] = PRODUCTS[0]) -> bytes:
    plan = schedule(terms)
    sheet = contract_sheet(
        draft_of(UUID(int=1), UUID(int=2), terms, product), "HT0123456789ABX", plan, annual_rates(plan)
    )
    return rendered(template_of(product[0], "zh-CN"), sheet, AT)


def fonts_of(pdf: bytes) -> list[DictionaryObject]:
    """Every font descriptor in the file, signatures' drawings included."""
    reader = PdfFileReader(BytesIO(pdf))
    revisions = range(reader.xrefs.total_revisions)
    references = {where for revision in revisions for where in reader.xrefs.explicit_refs_in_revision(revision)}
    found = [reader.get_object(where) for where in references]
    return [item for item in found if isinstance(item, DictionaryObject) and item.get("/Type") == "/FontDescriptor"]


def assert_archivable(pdf: bytes) -> None:
    """The marks of PDF/A-2b a file must carry: its declaration, an output intent, and every font embedded."""
    catalog: Any = PdfFileReader(BytesIO(pdf)).root
    declaration = catalog["/Metadata"].data.decode()
    assert "<pdfaid:part>2</pdfaid:part>" in declaration
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in declaration
    assert catalog["/OutputIntents"]
    fonts = fonts_of(pdf)
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font) for font in fonts)


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_first_page_holds_what_a_borrower_must_know(product: tuple[str, str]) -> None:
    first = pages_of(pdf_of(replace(TERMS, fees=FEES), product))[0]
    rates = annual_rates(schedule(replace(TERMS, fees=FEES)))
    for phrase in (
        f"个人借款合同（{product[1].replace(' ', '')}）",
        "HT0123456789ABX",
        "匠心小额贷款有限责任公司",
        "91110108MA01ABCD2X",
        "张小明",
        "110105********0021",
        "138****5678",
        "50,000.00",
        "伍万元整",
        "7.20%",
        "年化利率（单利）",
        f"{rates.simple.as_percent:.2f}%",
        "年化利率（复利）",
        f"{rates.compound.as_percent:.2f}%",
        "4,705.93",
        "54,705.93",
        "等额本息",
        "24期（按月）",
        "购买种苗及化肥",
        "0200004519000012",
        "6228********1234",
        "2026年3月2日",
        "2028年3月2日",
    ):
        assert phrase in first, phrase


def test_every_installment_is_printed() -> None:
    text = "".join(pages_of(pdf_of(TERMS)))
    for row in schedule(TERMS).installments:
        assert f"{row.number}{row.due_on}{row.total.decimal:,.2f}{row.principal.decimal:,.2f}" in text


def test_the_terms_are_complete() -> None:
    text = "".join(pages_of(pdf_of(replace(TERMS, fees=FEES))))
    for article in (
        "第一条借款金额与用途",
        "第二条期限与利率",
        "第三条放款",
        "第四条还款",
        "第五条提前还款",
        "第六条逾期",
        "第七条借款人的陈述与承诺",
        "第八条提前到期",
        "第九条征信与个人信息",
        "第十条通知与送达",
        "第十一条电子签名",
        "第十二条争议解决",
        "第十三条生效与其他",
    ):
        assert article in text, article
    for phrase in (
        "账户管理费：人民币5.00元，随每期还款支付",
        "服务费：借款本金的1.5%，于放款日支付",
        "年利率10.80%、实际逾期天数（每年按360日）计收罚息",
        "还款日后3日内清偿当期款项的，不计收罚息",
        "先到期的期次优先；同一期次内依次为罚息、费用、利息、本金",
        "签署页",
    ):
        assert phrase in text, phrase


@pytest.mark.parametrize(
    ("terms", "phrases"),
    [
        (replace(TERMS, method=Method.EQUAL_PRINCIPAL, penalty=None), ["等额本金", "贷款人不另行计收罚息"]),
        (replace(TERMS, method=Method.INTEREST_ONLY, frequency=Frequency(3, Unit.MONTHS)), ["按期付息", "每3个月"]),
        (replace(TERMS, method=Method.BULLET, periods=6, day_count=DayCount.ACT_365), ["到期一次还本付息", "ACT/365"]),
        (replace(TERMS, method=Method.FLAT), ["等本等息", "每期利息均按借款本金全额计算"]),
        (replace(TERMS, method=Method.BALLOON, balloon_periods=60), ["余额到期一次还清（每期按60期摊算）"]),
        (replace(TERMS, season=Season((6, 12), 15)), ["24期（按农时，每年6、12月15日）"]),
        (replace(TERMS, due_dates=(date(2026, 9, 1), date(2027, 2, 1)), periods=2), ["2期（按约定日期）"]),
        (replace(TERMS, subsidy=Subsidy(percent=Decimal(50), periods=6)), ["前6期利息中，50%的部分由县财政局承担"]),
        (replace(TERMS, subsidy=Subsidy(points=Rate.percent(2))), ["按年利率2.00%计算的部分由县财政局承担"]),
        (replace(TERMS, grace=Grace(principal=3, interest_charged=1)), ["前3期不还本金", "前1期免收利息"]),
        (replace(TERMS, frequency=WEEKLY, periods=52), ["52期（按周）"]),
        (replace(TERMS, principal=Money(1), periods=1), ["壹分"]),
    ],
)
def test_other_terms_read_as_what_they_are(terms: LoanTerms, phrases: list[str]) -> None:
    text = "".join(pages_of(pdf_of(terms)))
    assert all(phrase in text for phrase in phrases)


def sheet_of(terms: LoanTerms) -> dict[str, Any]:
    plan = schedule(terms)
    return contract_sheet(draft_of(UUID(int=1), UUID(int=2), terms), "HT1", plan, annual_rates(plan))


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("method", Method),
        ("day_count", DayCount),
        (
            "rhythm",
            [{"every": 1 + unit.startswith("m"), "unit": unit, "months": [6], "day": 31} for unit in RhythmUnit],
        ),
        (
            "fees",
            [[{"name": "", "amount": None, "percent": "", "timing": t, "base": b} for t in FeeTiming for b in FeeBase]],
        ),
        (
            "allocation",
            [{"components": list(Component), "order": o, "excess": e} for o in AllocationOrder for e in Excess],
        ),
    ],
)
def test_the_template_has_words_for_everything_the_engine_knows(key: str, values: Iterable[Any]) -> None:
    sheet = sheet_of(TERMS)
    for value in values:
        rendered(template_of("nong-e-dai", "zh-CN"), sheet | {key: value}, AT)


def test_terms_without_words_are_refused() -> None:
    terms = replace(TERMS, down_payment=DownPayment(Decimal(20)))
    with pytest.raises(TermsNotPrintable):
        sheet_of(terms)


def test_what_a_borrower_types_is_text_and_never_markup() -> None:
    plan = schedule(TERMS)
    purpose = '*粗* #panic("x") _a_ $1$ <b> \\ "'
    draft = replace(draft_of(UUID(int=1), UUID(int=2)), purpose=purpose)
    sheet = contract_sheet(draft, "HT1", plan, annual_rates(plan))
    first = pages_of(rendered(template_of("nong-e-dai", "zh-CN"), sheet, AT))[0]
    assert "".join(purpose.split()) in first


def test_the_same_sheet_at_the_same_moment_is_the_same_file() -> None:
    assert pdf_of(TERMS) == pdf_of(TERMS)
    assert len(templates_version()) == 64


def test_an_unsigned_and_a_signed_contract_are_archivable(runtime: Runtime, signed_contract: Contract) -> None:
    with runtime.read(SYSTEM) as uow:
        for kind in ("loan-contract-unsigned", "loan-contract"):
            assert_archivable(stored_bytes(uow, archived(uow, kind)) or b"")
    assert signed_contract.signed_at


@pytest.mark.parametrize("name", ["../nong-e-dai", "jiao-yu-dai", ""])
def test_a_product_without_a_template_is_refused(name: str) -> None:
    with pytest.raises(TemplateMissing):
        template_of(name, "zh-CN")


def test_after_settlement_the_certificate_and_the_evidence_are_archived(
    runtime: Runtime, signed_contract: Contract
) -> None:
    settlement = Settlement(APPLICATION, date(2026, 3, 2), date(2028, 3, 2), Money(53_835_93))
    certificate, bundle = runtime.run(SYSTEM, lambda uow: archive_settlement(uow, settlement))
    assert (certificate.facts.party_id, bundle.facts.party_id) == (signed_contract.party_id, None)
    with runtime.read(SYSTEM) as uow:
        pdf, evidence = stored_bytes(uow, certificate) or b"", (stored_bytes(uow, bundle) or b"").decode()
    (page,) = pages_of(pdf)
    for phrase in (
        "借款结清证明",
        "张小明",
        signed_contract.number,
        "53,835.93",
        "2028年3月2日",
        "匠心小额贷款有限责任公司",
    ):
        assert phrase in page, phrase
    assert_archivable(pdf)
    assert '"faults": []' in evidence
    assert "statement_version" in evidence
    assert "BEGIN CERTIFICATE" in evidence


@pytest.mark.parametrize(
    ("change", "term"),
    [
        ({"rate_steps": (RateStep(Rate.percent(9), from_period=7),)}, "rate-steps"),
        ({"fees": (Fee("服务费", FeeTiming.PER_INSTALLMENT, percent=Decimal(1), minimum=Money(100)),)}, "fee 服务费"),
        ({"penalty": PenaltyTerms(Rate.percent(18), cap_percent=Decimal(20))}, "penalty"),
    ],
)
def test_what_is_agreed_and_cannot_be_said_is_not_left_out(change: dict[str, Any], term: str) -> None:
    with pytest.raises(TermsNotPrintable) as refused:
        sheet_of(replace(TERMS, **change))
    assert refused.value.params["term"] == term
