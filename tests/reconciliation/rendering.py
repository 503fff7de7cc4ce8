"""A bank of our own for the tests: renders entries as MT940, camt.053 and CSV, by the book."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from loanwright.reconciliation.api import Entry

ACCOUNT = "DE89370400440532013000"
OPENING = Decimal("1000.00")


def closing(entries: Sequence[Entry]) -> Decimal:
    return OPENING + sum((entry.signed for entry in entries), Decimal(0))


def as_mt940(entries: Sequence[Entry]) -> str:
    lines = [":20:STARTUMS", f":25:{ACCOUNT}", ":28C:1/1", f":60F:{_swift_balance(OPENING)}"]
    for entry in entries:
        assert entry.booked_on and entry.value_on and entry.amount is not None
        mark = "C" if entry.credit else "D"
        amount = str(entry.amount).replace(".", ",")
        lines.append(f":61:{entry.value_on:%y%m%d}{entry.booked_on:%m%d}{mark}{amount}NTRF{entry.reference}")
        lines.append(f":86:166?00{entry.text}?20EREF+{entry.reference}?32{entry.counterparty}")
    return "\r\n".join([*lines, f":62F:{_swift_balance(closing(entries))}", "-", ""])


def _swift_balance(amount: Decimal) -> str:
    return f"{'D' if amount < 0 else 'C'}240101EUR{str(abs(amount)).replace('.', ',')}"


def as_camt053(
    entries: Sequence[Entry], version: str = "08", account: str = ACCOUNT, currency: str = "EUR", number: str = "1"
) -> str:
    body = "".join(_camt_entry(entry) for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        f"<BkToCstmrStmt><Stmt><Id>{number}</Id><Acct><Id><IBAN>{account}</IBAN></Id><Ccy>{currency}</Ccy></Acct>"
        f"{_camt_balance('OPBD', OPENING, currency)}{_camt_balance('CLBD', closing(entries), currency)}{body}"
        "</Stmt></BkToCstmrStmt></Document>\n"
    )


def _camt_balance(code: str, amount: Decimal, currency: str) -> str:
    side = "DBIT" if amount < 0 else "CRDT"
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f'<Bal>{kind}<Amt Ccy="{currency}">{abs(amount)}</Amt><CdtDbtInd>{side}</CdtDbtInd></Bal>'


def _camt_entry(entry: Entry) -> str:
    side, role = ("CRDT", "Dbtr") if entry.credit else ("DBIT", "Cdtr")
    named = f"<AcctSvcrRef>{entry.bank_reference}</AcctSvcrRef>" if entry.bank_reference else ""
    number = f"<Id><Othr><Id>{entry.counterparty_account}</Id></Othr></Id>"
    account = f"<{role}Acct>{number}</{role}Acct>" if entry.counterparty_account else ""
    return (
        f'<Ntry><Amt Ccy="{entry.currency}">{entry.amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{entry.booked_on}</Dt></BookgDt><ValDt><Dt>{entry.value_on}</Dt></ValDt>{named}"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{escape(entry.reference)}</EndToEndId></Refs>"
        f"<RltdPties><{role}><Pty><Nm>{escape(entry.counterparty)}</Nm></Pty></{role}>{account}</RltdPties>"
        f"<RmtInf><Ustrd>{escape(entry.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def as_chinese_csv(entries: Sequence[Entry]) -> str:
    rows = [f"账号：,{ACCOUNT}", "币种：,欧元", "交易日期,收入金额,支出金额,对方户名,摘要,客户流水号"]
    for entry in entries:
        income, expense = (entry.amount, "") if entry.credit else ("", entry.amount)
        rows.append(
            f'{entry.booked_on:%Y%m%d},{income},{expense},"{entry.counterparty}","{entry.text}",{entry.reference}'
        )
    return "\r\n".join([*rows, "以上数据仅供参考", ""])
