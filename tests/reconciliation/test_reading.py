"""What is rendered is read back; what is cut off, broken or hostile neither crashes a reader nor makes it invent."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loanwright.kernel.refusals import Refusal
from loanwright.reconciliation.api import Entry, Statement, read_column_mapping, read_statements
from tests.reconciliation.rendering import ACCOUNT, OPENING, as_camt053, as_chinese_csv, as_mt940, closing

WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789", min_size=1, max_size=20).map(str.split).map(" ".join)
NAMES = WORDS.filter(lambda name: len(name) > 1 and name not in ("NONREF", "NONE"))
DAYS = st.dates(date(2001, 1, 1), date(2050, 12, 31))
ENTRIES = st.lists(
    st.builds(
        Entry,
        booked_on=DAYS,
        value_on=st.none(),
        amount=st.decimals(0, 10**12, places=2),
        currency=st.just("EUR"),
        credit=st.booleans(),
        reference=st.from_regex(r"[A-Z0-9]{6,16}", fullmatch=True),
        counterparty=NAMES,
        text=NAMES,
    ).map(lambda entry: replace(entry, value_on=entry.booked_on)),
    max_size=8,
)


def _essence(entries: tuple[Entry, ...] | list[Entry]) -> list[tuple[object, ...]]:
    return [(e.booked_on, e.amount, e.currency, e.credit, e.reference, e.counterparty) for e in entries]


@given(ENTRIES)
def test_mt940_is_read_back(entries: list[Entry]) -> None:
    (found,) = read_statements(as_mt940(entries).encode())
    assert _essence(found.entries) == _essence(entries)
    assert (found.account, found.opening, found.closing) == (ACCOUNT, OPENING, closing(entries))
    assert not found.warnings


@given(ENTRIES, st.sampled_from(["02", "04", "08", "13"]))
def test_camt053_is_read_back(entries: list[Entry], version: str) -> None:
    (found,) = read_statements(as_camt053(entries, version).encode())
    assert _essence(found.entries) == _essence(entries)
    assert (found.account, found.opening, found.closing) == (ACCOUNT, OPENING, closing(entries))
    assert not found.warnings


@given(ENTRIES, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_a_chinese_csv_is_read_back_in_every_encoding(entries: list[Entry], encoding: str) -> None:
    (found,) = read_statements(as_chinese_csv(entries).encode(encoding))
    assert _essence(found.entries) == _essence(entries)
    assert found.account == ACCOUNT


@settings(max_examples=60)
@given(ENTRIES, st.sampled_from([as_mt940, as_camt053, as_chinese_csv]), st.data())
def test_a_file_cut_off_at_any_byte_invents_nothing(entries: list[Entry], render: object, data: st.DataObject) -> None:
    whole = render(entries).encode()  # type: ignore[operator]
    length = data.draw(st.integers(0, len(whole)))
    found = _read(whole[:length])
    read = [(entry.amount, entry.credit) for statement in found for entry in statement.entries]
    assert read == [(entry.amount, entry.credit) for entry in entries][: len(read)]


@given(st.binary(max_size=300))
def test_no_bytes_crash_a_reader(data: bytes) -> None:
    _read(data)


@given(ENTRIES, st.sampled_from([as_mt940, as_camt053, as_chinese_csv]), st.data())
def test_no_changed_byte_crashes_a_reader(entries: list[Entry], render: object, data: st.DataObject) -> None:
    whole = bytearray(render(entries).encode())  # type: ignore[operator]
    for _ in range(3):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    _read(bytes(whole))


def _read(data: bytes) -> list[Statement]:
    try:
        return read_statements(data)
    except Refusal:
        return []


def _packed(content: bytes, name: str = "a.xml") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


_ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><Document>&b;</Document>'
_FILE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document><BkToCstmrStmt/>&x;</Document>'


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "statement-file-empty"),
        (b"\xef\xbb\xbf \r\n", "statement-file-empty"),
        (_ENTITIES.encode(), "statement-file-unsafe"),
        (_FILE.encode("utf-16"), "statement-file-unsafe"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "statement-format-unknown"),
        (b"Dear customer,\nnothing to see here\n", "statement-format-unknown"),
        (b"<a>" * 10_000, "statement-format-unknown"),
        (b"PK\x03\x04 and no more", "statement-format-unknown"),
        (_packed(_packed(b"abc")), "statement-format-unknown"),
        (_packed(b"0" * (17 << 20), "xl/worksheets/sheet1.xml"), "statement-file-too-large"),
    ],
)
def test_what_is_no_statement_is_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_statements(data)
    assert refused.value.name == name


def test_a_packed_statement_is_read() -> None:
    (found,) = read_statements(_packed(as_camt053([]).encode()))
    assert found.account == ACCOUNT


def _table(text: str) -> Statement:
    (found,) = read_statements(text.encode())
    return found


@pytest.mark.parametrize(
    ("row", "amount", "credit"),
    [
        ('2024-01-05,"1,234.56"', "1234.56", True),
        ('2024-01-05,"-1,234.56"', "1234.56", False),
        ('2024-01-05,"1.234,56-"', "1234.56", False),
        ("2024-01-05,￥28.16", "28.16", True),
        ("2024-01-05,(28.16)", "28.16", False),
        ("2024-01-05,１２.５０", "12.50", True),
        ("2024-01-05,CNY 12.5", "12.5", True),
    ],
)
def test_amounts_as_people_write_them(row: str, amount: str, credit: bool) -> None:
    (entry,) = _table(f"日期,金额,摘要\n{row},x\n").entries
    assert (entry.amount, entry.credit) == (Decimal(amount), credit)


def test_a_running_balance_tells_what_opens_and_closes() -> None:
    newest_first = "日期,金额,余额\n2024-01-03,-5.00,98.00\n2024-01-02,3.00,103.00\n"
    found = _table(newest_first)
    assert (found.opening, found.closing, found.warnings) == (Decimal("100.00"), Decimal("98.00"), ())


def test_a_missing_row_shows_in_the_running_balance() -> None:
    found = _table("日期,金额,余额\n2024-01-02,3.00,103.00\n2024-01-03,-5.00,97.00\n")
    assert found.warnings == ("line 3: the balance does not follow from the one before",)


def test_sums_and_notices_are_no_entries() -> None:
    found = _table("日期,收入,支出,摘要\n2024-01-02,3.00,,a\n合计,3.00,0.00,\n以上数据仅供参考,,,\n")
    assert len(found.entries) == 1
    assert [warning.partition(":")[0] for warning in found.warnings] == ["line 3", "line 4"]


def test_a_mapping_reads_a_table_without_titles() -> None:
    mapping = read_column_mapping("booked_on = 1\ndebit = 3\ncredit = 4\nbalance = 5\ntext = [2]\n")
    rows = b"05/31/2023,DOLLARAMA,1.96,,13.04\n05/31/2023,T T SUPERMARKET,12.10,,15.00\n"
    (found,) = read_statements(rows, mapping)
    assert [(entry.signed, str(entry.booked_on)) for entry in found.entries] == [
        (Decimal("-1.96"), "2023-05-31"),
        (Decimal("-12.10"), "2023-05-31"),
    ]
    assert (found.opening, found.closing) == (Decimal("27.10"), Decimal("13.04"))


def test_a_mapping_to_a_column_that_is_not_there_is_refused() -> None:
    mapping = read_column_mapping('booked_on = "Datum"\namount = "Betrag"\n')
    with pytest.raises(Refusal) as refused:
        read_statements(b"date,amount,text\n2024-01-01,1.00,x\n", mapping)
    assert refused.value.name == "statement-columns-unknown"


def test_ofx_of_version_1_with_unclosed_tags() -> None:
    ofx = b"""OFXHEADER:100
<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>123</BANKACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240131120000[-5:EST]<TRNAMT>-50.25<FITID>77<NAME>ACME &amp; CO</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240201<TRNAMT>10<FITID>78<NAME>X
</BANKTRANLIST><LEDGERBAL><BALAMT>59.75<DTASOF>20240201</LEDGERBAL></STMTRS></OFX>
"""
    (found,) = read_statements(ofx)
    assert [(str(entry.signed), entry.counterparty) for entry in found.entries] == [
        ("-50.25", "ACME & CO"),
        ("10", "X"),
    ]
    assert (found.account, found.currency, found.closing) == ("123", "USD", Decimal("59.75"))


def test_qif_tells_the_order_of_day_and_month_from_its_dates() -> None:
    (found,) = read_statements(b"!Type:Bank\nD01/31'24\nT-1,050.25\nPAcme\nMrent\n^\nD02/01'24\nT10.00\n^\n")
    assert [(str(e.booked_on), str(e.signed)) for e in found.entries] == [
        ("2024-01-31", "-1050.25"),
        ("2024-02-01", "10.00"),
    ]


def test_bai2_counts_in_cents() -> None:
    bai2 = (
        b"01,122099999,123456789,240131,0200,1,65,,2/\n02,031001234,122099999,1,240131,,USD,2/\n"
        b"03,0123456789,USD,010,10000,,,015,9000,,/\n16,475,1500,0,BANKREF,CUSTREF,CHECK/\n16,142,500,0,REF2,,ACH/\n"
        b"49,9000,3/\n98,9000,1,5/\n99,9000,1,7/\n"
    )
    (found,) = read_statements(bai2)
    assert [(str(e.signed), e.reference) for e in found.entries] == [("-15.00", "CUSTREF"), ("5.00", "REF2")]
    assert (found.opening, found.closing, found.warnings) == (Decimal("100.00"), Decimal("90.00"), ())


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("<Stmt>", "<Stmt><Nm>Smith & Sons</Nm>"),
        lambda xml: "garbage\x00" + xml,
        lambda xml: xml + "\x00\x1a trailing rubbish",
        lambda xml: xml.replace('xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', 'Xmlns="urn:x"'),
        lambda xml: xml.replace("<Document", "<Env><Body><Document").replace("</Document>", "</Document></Body></Env>"),
        lambda xml: xml.replace('encoding="UTF-8"', 'encoding="no-such-thing"'),
    ],
)
def test_xml_that_breaks_its_standard_is_read(change: object) -> None:
    entry = Entry(date(2024, 1, 2), date(2024, 1, 2), Decimal("5.00"), "EUR", credit=True, reference="R1", text="x")
    (found,) = read_statements(change(as_camt053([entry])).encode())  # type: ignore[operator]
    assert [(each.amount, each.reference) for each in found.entries] == [(Decimal("5.00"), "R1")]
