"""Reading what real banks send, and writing what they accept."""

from __future__ import annotations

from importlib.resources import files

import pytest
from lxml import etree

from loanwright.kernel.money import Money
from loanwright.payments.model import BankWord, Direction, Reading
from loanwright.payments.rails.iso20022 import read_message
from loanwright.payments.rails.pain001 import MESSAGE, write_order
from loanwright.payments.rails.rail import MessageNotReadable
from tests.payments.test_rules import ORDER


def document(body: str, kind: str = "camt.054.001.08") -> bytes:
    return f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{kind}">{body}</Document>'.encode()


def notice(entries: str) -> Reading:
    account = "<Acct><Id><Othr><Id>622</Id></Othr></Id></Acct>"
    body = f"<Ntfctn><Id>1</Id><CreDtTm>2026-03-02T08:00:00+08:00</CreDtTm>{account}{entries}</Ntfctn>"
    return read_message(document(f"<BkToCstmrDbtCdtNtfctn><GrpHdr/>{body}</BkToCstmrDbtCdtNtfctn>"))


def entry(
    amount: str = "10.00", currency: str = "CNY", rest: str = "", status: str = "<Sts><Cd>BOOK</Cd></Sts>"
) -> str:
    money = f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>{status}'
    return f"<Ntry>{money}<BookgDt><Dt>2026-03-02</Dt></BookgDt>{rest}</Ntry>"


def status_report(body: str) -> Reading:
    header = "<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-02T08:00:00+08:00</CreDtTm></GrpHdr>"
    return read_message(document(f"<CstmrPmtStsRpt>{header}{body}</CstmrPmtStsRpt>", "pain.002.001.03"))


def test_an_order_is_valid_pain_001_and_the_same_every_time() -> None:
    schema = etree.XMLSchema(etree.parse(str(files("loanwright.payments.rails") / "xsd" / f"{MESSAGE}.xsd")))
    written = write_order(ORDER, "6222000000000001")
    assert schema.validate(etree.fromstring(written)), schema.error_log
    assert write_order(ORDER, "6222000000000001") == written
    assert "王小明" in written.decode()


@pytest.mark.parametrize(
    "garbage",
    [b"", b"\x00\xff", b"not xml", b"<a><b></a>", b"<Document/>", "<a>".encode("utf-16"), b"<!DOCTYPE a []>"],
)
def test_garbage_is_named_as_such(garbage: bytes) -> None:
    with pytest.raises(MessageNotReadable):
        read_message(garbage)


def test_entities_are_not_followed() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + document("<BkToCstmrStmt>&x;</BkToCstmrStmt>")
    assert read_message(bomb).entries == ()


def test_other_messages_are_left_alone_with_a_warning() -> None:
    reading = read_message(document("<BkToCstmrAcctRpt/>", "camt.052.001.08"))
    assert (reading.kind, reading.warnings) == ("camt.052.001.08", ("BkToCstmrAcctRpt is not a message we use",))


@pytest.mark.parametrize(
    ("amount", "currency", "read"),
    [
        ("10.00", "CNY", 1000),
        ("10", "CNY", 1000),
        ("10.50000", "CNY", 1050),
        ("10.505", "CNY", None),
        ("x", "CNY", None),
        ("1.00", "ZZZ", None),
    ],
)
def test_amounts_are_read_exactly_or_left_out_with_a_warning(amount: str, currency: str, read: int | None) -> None:
    reading = notice(entry(amount, currency))
    assert [item.amount for item in reading.entries] == ([] if read is None else [Money(read)])
    assert bool(reading.warnings) is (read is None)


def test_bookings_without_a_name_get_one_from_what_they_say() -> None:
    first, second, third = notice(entry() + entry() + entry("11.00")).entries
    assert second.bank_reference == f"{first.bank_reference}/2"
    assert third.bank_reference != first.bank_reference
    assert notice(entry()).entries[0].bank_reference == first.bank_reference


def test_a_collective_booking_is_taken_apart_only_if_its_parts_add_up() -> None:
    def details(*amounts: str) -> str:
        parts = "".join(f'<TxDtls><Amt Ccy="CNY">{amount}</Amt></TxDtls>' for amount in amounts)
        return f"<AcctSvcrRef>B</AcctSvcrRef><NtryDtls>{parts}</NtryDtls>"

    parts = notice(entry(rest=details("4.00", "6.00"))).entries
    assert [(part.bank_reference, str(part.amount)) for part in parts] == [("B", "4.00"), ("B/2", "6.00")]
    whole = notice(entry(rest=details("4.00", "5.00")))
    assert [str(part.amount) for part in whole.entries] == ["10.00"]
    assert whole.warnings


def test_what_is_only_expected_is_not_booked() -> None:
    pending = notice(entry(status="<Sts>PDNG</Sts>"))
    assert not pending.entries and pending.warnings
    assert notice(entry(status="<Sts>BOOK</Sts>")).entries[0].direction is Direction.CREDIT


@pytest.mark.parametrize(
    ("body", "order", "word"),
    [
        ("<OrgnlGrpInfAndSts><OrgnlMsgId>M</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>", "M", "rejected"),
        (("<OrgnlGrpInfAndSts/><OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId><PmtInfSts>ACTC</PmtInfSts>"
         "</OrgnlPmtInfAndSts>"), "P", "accepted"),
        (("<OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts><TxInfAndSts>"
         "<OrgnlEndToEndId>E</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"), "E", "settled"),
        (("<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>E</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn>"
         "<Cd>DU04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>"), "E", "duplicate"),
    ],
)  # fmt: skip
def test_the_most_particular_status_counts(body: str, order: str, word: str) -> None:
    [news] = status_report(body).news
    assert (news.end_to_end_id, news.hearsay.word) == (order, BankWord(word))


def test_an_unknown_status_says_nothing_but_is_mentioned() -> None:
    reading = status_report("<OrgnlGrpInfAndSts><OrgnlMsgId>M</OrgnlMsgId><GrpSts>HUH</GrpSts></OrgnlGrpInfAndSts>")
    assert not reading.news
    assert reading.warnings == ("status HUH of M says nothing we know",)


def test_a_statement_without_balances_still_gives_its_entries() -> None:
    body = f"<BkToCstmrStmt><Stmt><Id>S</Id>{entry()}</Stmt></BkToCstmrStmt>"
    reading = read_message(document(body, "camt.053.001.02"))
    assert len(reading.entries) == 1 and not reading.statements and reading.warnings
