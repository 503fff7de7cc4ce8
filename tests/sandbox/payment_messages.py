"""pain.001 documents as a customer's program would write them."""

from __future__ import annotations

from dataclasses import dataclass

LENDER = "6222000000000001"

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>2025-03-03T09:00:00+08:00</CreDtTm><NbOfTxs>{count}</NbOfTxs>
<CtrlSum>{amount}</CtrlSum><InitgPty><Nm>Lender</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>{message_id}</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>{execute_on}</Dt></ReqdExctnDt>
<Dbtr><Nm>Lender</Nm></Dbtr><DbtrAcct><Id><Othr><Id>{debtor}</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>SANDCNBJXXX</BICFI></FinInstnId></DbtrAgt>
<CdtTrfTxInf><PmtId><EndToEndId>{end_to_end_id}</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="{currency}">{amount}</InstdAmt></Amt><Cdtr><Nm>{creditor}</Nm></Cdtr>
<CdtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>贷款发放</Ustrd></RmtInf></CdtTrfTxInf>
</PmtInf></CstmrCdtTrfInitn></Document>"""


@dataclass(frozen=True)
class Payment:
    """One credit transfer and the message around it."""

    message_id: str = "M1"
    end_to_end_id: str = "E1"
    amount: str = "5000.00"
    currency: str = "CNY"
    account: str = "6222020000000000024"
    creditor: str = "王小明"
    debtor: str = LENDER
    execute_on: str = "2025-03-03"
    count: int = 1

    def document(self) -> bytes:
        """The pain.001."""
        return _DOCUMENT.format(**self.__dict__).encode()
