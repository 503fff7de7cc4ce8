"""The bank's online banking page, where a person confirms a transfer to somebody with a reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from sandbox.bank.book import Booking
from sandbox.bank.days import catch_up
from sandbox.bank.documents import major
from sandbox.bank.endpoints import AmountText, TransferRequest, to_transfer
from sandbox.bank.reasons import BankRefuses
from sandbox.bank.transfers import execute_transfer
from sandbox.pages import page, text
from sandbox.world import WorldDep

router = APIRouter(prefix="/bank", include_in_schema=False)

_TINT = "#0b5cad"
_DEMO_ACCOUNT = "6222020000000000016"

_TEXTS = {
    "zh": {
        "bank": "沙盒银行", "note": "演示环境，不涉及真实资金", "title": "确认转账",
        "payee": "收款人", "account": "收款账号",
        "amount": "金额", "reference": "附言 / 付款编号", "from_account": "付款账号", "from_name": "付款人姓名",
        "confirm": "确认付款", "done": "转账成功", "number": "银行流水号", "date": "记账日期", "back": "返回",
        "AC01": "账号不存在，请核对。", "AC04": "该账户已销户。", "AC06": "该账户已冻结。", "AM04": "余额不足。",
        "other": "银行拒绝了这笔转账。",
    },
    "en": {
        "bank": "Sandbox Bank", "note": "Demonstration, no real money", "title": "Confirm transfer", "payee": "Payee",
        "account": "Payee's account", "amount": "Amount", "reference": "Reference", "from_account": "Pay from account",
        "from_name": "Your name", "confirm": "Confirm payment", "done": "Transfer done", "number": "Bank reference",
        "date": "Booked on", "back": "Back", "AC01": "There is no such account; please check the number.",
        "AC04": "This account is closed.", "AC06": "This account is blocked.", "AM04": "Insufficient funds.",
        "other": "The bank declined this transfer.",
    },
}  # fmt: skip


class PaymentForm(BaseModel):
    """What the payment link says, and what the person fills in."""

    account: str = Field(max_length=34)
    name: str = Field(default="", max_length=140)
    amount: AmountText
    reference: str = Field(default="", max_length=35)
    lang: str = Field(default="", max_length=16)
    return_to: str = Field(default="", max_length=500)
    from_account: str = Field(default=_DEMO_ACCOUNT, max_length=34)
    from_name: str = Field(default="", max_length=140)
    transfer_id: str = Field(default_factory=lambda: uuid4().hex, max_length=64)


@dataclass(frozen=True)
class _Page:
    """One language of the page."""

    lang: str

    def __getitem__(self, key: str) -> str:
        texts = _TEXTS[self.lang]
        return texts.get(key, texts["other"])

    def show(self, title: str, body: str) -> HTMLResponse:
        lang = {"zh": "zh-CN"}.get(self.lang, self.lang)
        return page(lang=lang, title=title, name=self["bank"], note=self["note"], body=body, tint=_TINT)


@router.get("/pay")
async def ask(request: Request, form: Annotated[PaymentForm, Query()]) -> HTMLResponse:
    """Show the transfer for confirmation."""
    return _form(_language(request, form), form, "")


@router.post("/pay")
async def confirm(request: Request, world: WorldDep, form: Annotated[PaymentForm, Form()]) -> HTMLResponse:
    """Move the money and show the receipt; a second click shows the same receipt."""
    texts = _language(request, form)
    catch_up(world)
    try:
        booking = execute_transfer(world, to_transfer(_request(form)))
    except BankRefuses as refusal:
        return _form(texts, form, texts[refusal.reason])
    return _receipt(texts, form, booking)


def _request(form: PaymentForm) -> TransferRequest:
    return TransferRequest(
        transfer_id=form.transfer_id,
        from_account=form.from_account.replace(" ", ""),
        from_name=form.from_name or "客户",
        to_account=form.account,
        amount=form.amount,
        reference=form.reference,
    )


def _language(request: Request, form: PaymentForm) -> _Page:
    wanted = form.lang or request.headers.get("accept-language", "zh")
    return _Page("en" if wanted.lower().startswith("en") else "zh")


def _form(texts: _Page, form: PaymentForm, alert: str) -> HTMLResponse:
    hidden = ("account", "name", "amount", "reference", "lang", "return_to", "transfer_id")
    fields = "".join(f'<input type="hidden" name="{key}" value="{text(getattr(form, key))}">' for key in hidden)
    warning = f'<p class="alert" role="alert">{text(alert)}</p>' if alert else ""
    body = (
        f"<h1>{texts['title']}</h1>{warning}{_summary(texts, form)}"
        f'<form method="post" action="/bank/pay">{fields}'
        f'<label>{texts["from_account"]}<input name="from_account" inputmode="numeric" required'
        f' value="{text(form.from_account)}"></label>'
        f'<label>{texts["from_name"]}<input name="from_name" required value="{text(form.from_name)}"></label>'
        f'<button type="submit">{texts["confirm"]}</button></form>'
    )
    return texts.show(texts["title"], body)


def _summary(texts: _Page, form: PaymentForm) -> str:
    shown = {"payee": form.name, "account": form.account, "reference": form.reference}
    rows = "".join(f"<dt>{texts[key]}</dt><dd>{text(value)}</dd>" for key, value in shown.items())
    return f'<dl><dt>{texts["amount"]}</dt><dd class="amount">¥ {text(form.amount)}</dd>{rows}</dl>'


def _receipt(texts: _Page, form: PaymentForm, booking: Booking) -> HTMLResponse:
    back = ""
    if form.return_to.startswith(("http://", "https://")):
        back = f'<p><a href="{text(form.return_to)}">{texts["back"]}</a></p>'
    body = (
        f'<p class="done" role="status">{texts["done"]}</p><dl><dt>{texts["amount"]}</dt>'
        f'<dd class="amount">¥ {major(booking.movement.amount)}</dd>'
        f"<dt>{texts['payee']}</dt><dd>{text(form.name)}</dd>"
        f"<dt>{texts['reference']}</dt><dd>{text(form.reference)}</dd>"
        f"<dt>{texts['number']}</dt><dd>{booking.bank_reference}</dd>"
        f"<dt>{texts['date']}</dt><dd>{booking.booked_on}</dd></dl>{back}"
    )
    return texts.show(texts["done"], body)
