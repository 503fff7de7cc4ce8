"""A signed contract is changed in every way we could think of; each change is found and named."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from starlette.testclient import TestClient

from loanwright.access.api import NewStaffUser, Role, create_staff_user, totp_of
from loanwright.apps.verify import verify
from loanwright.contracts import ceremony, keys, queries, signature, signing
from loanwright.contracts.api import Contract, Fault, Signatory, Verification, verification_of
from loanwright.contracts.ceremony import SealPurpose
from loanwright.contracts.rendering import SEAL, rendered
from loanwright.contracts.verification import verify_signatures
from loanwright.documents.api import Document, stored_bytes
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from tests.contracts.conftest import archived

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Signed:
    """A signed contract outside the archive, with what is needed to check it."""

    pdf: bytes
    anchors: tuple[bytes, ...]
    expected: dict[str, str]

    def check(self, pdf: bytes) -> Verification:
        """What the check says of another file in its place."""
        return verify_signatures(pdf, self.anchors, AT, self.expected)


@pytest.fixture(scope="module")
def kept() -> list[Signed]:
    """One signed contract serves every test that only looks at the file."""
    return []


@pytest.fixture
def signed(kept: list[Signed], request: pytest.FixtureRequest) -> Signed:
    """A signed contract, drawn up and signed the first time it is asked for."""
    if not kept:
        kept.append(taken_out(request.getfixturevalue("runtime"), request.getfixturevalue("signed_contract")))
    return kept[0]


def taken_out(runtime: Runtime, contract: Contract) -> Signed:
    with runtime.read(SYSTEM) as uow:
        checked = verification_of(uow, contract.id)
        pdf = stored_bytes(uow, checked.document)
        anchors = queries.anchors(uow)
    assert pdf is not None
    serials = {report.field: report.certificate_serial for report in checked.verification.signatures}
    return Signed(pdf, anchors, serials)


def test_an_untouched_contract_is_sound(signed: Signed) -> None:
    checked = signed.check(signed.pdf)
    assert checked.all_faults == frozenset()
    for report in checked.signatures:
        assert (report.intact, report.trusted, report.covers_document) == (True, True, True)
        assert report.signed_at == AT


def test_any_flipped_byte_is_found(signed: Signed) -> None:
    chance = random.Random(20260302)
    last_content = signed.pdf.rindex(b"/Contents <") if b"/Contents <" in signed.pdf else len(signed.pdf)
    positions = [0, 8, len(signed.pdf) // 2, last_content - 1, len(signed.pdf) - 1]
    positions += [chance.randrange(len(signed.pdf)) for _ in range(7)]
    for position in positions:
        damaged = bytearray(signed.pdf)
        damaged[position] ^= 1 << chance.randrange(8)
        assert signed.check(bytes(damaged)).all_faults, position


def test_a_changed_content_is_named_for_both_signatures(signed: Signed) -> None:
    damaged = bytearray(signed.pdf)
    damaged[len(damaged) // 3] ^= 1  # within a font: nothing the parser itself needs
    assert [Fault.CONTENT_ALTERED in report.faults for report in signed.check(bytes(damaged)).signatures] == [
        True,
        True,
    ]


@pytest.mark.parametrize("tail", [b"x", b"\n%%EOF\n", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_appended_bytes_are_found(signed: Signed, tail: bytes) -> None:
    assert signed.check(signed.pdf + tail).all_faults <= {Fault.EXTENDED, Fault.NOT_READABLE}
    assert signed.check(signed.pdf + tail).all_faults


def test_a_later_change_by_the_rules_of_pdf_is_found(signed: Signed) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed.pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = TextStringObject("90")
    writer.update_container(page)
    output = BytesIO()
    writer.write(output)
    assert Fault.EXTENDED in signed.check(output.getvalue()).all_faults


def test_a_truncated_file_and_no_file_at_all(signed: Signed) -> None:
    assert signed.check(signed.pdf[: len(signed.pdf) // 2]).all_faults
    assert signed.check(b"").faults == (Fault.NOT_READABLE,)
    assert signed.check(b"not a PDF").faults == (Fault.NOT_READABLE,)


def test_a_missing_signature_is_named(signed: Signed) -> None:
    first_revision = signed.pdf[: signed.pdf.index(b"%%EOF") + len(b"%%EOF\n")]
    assert signed.check(first_revision).faults == (Fault.SIGNATURE_MISSING, Fault.EXTENDED)


def test_an_authority_we_do_not_trust_is_named(signed: Signed) -> None:
    checked = verify_signatures(signed.pdf, (), AT, signed.expected)
    assert [report.faults for report in checked.signatures] == [(Fault.NOT_TRUSTED,), (Fault.NOT_TRUSTED,)]
    assert [report.intact for report in checked.signatures] == [True, True]


def test_a_certificate_past_its_life_is_not_trusted(signed: Signed) -> None:
    later = verify_signatures(signed.pdf, signed.anchors, AT + timedelta(days=365 * 16), signed.expected)
    assert all(Fault.NOT_TRUSTED in report.faults for report in later.signatures)


def test_somebody_elses_valid_signature_is_named(runtime: Runtime, signed_contract: Contract) -> None:
    ours = taken_out(runtime, signed_contract)
    with runtime.begin(SYSTEM) as uow:
        pdf = stored_bytes(uow, archived(uow, "loan-contract-unsigned")) or b""
        other = keys.ceremony_credential(uow, Signatory("李四", "110105--------0005"))
        drawing = rendered(SEAL, {"name": "李四", "purpose": "contract"}, AT)
        forged = signing.signed(pdf, signature.BORROWER, other, drawing, AT)
        sealed, _ = ceremony.seal_as_lender(
            uow, signed_contract.sheet["lender"], forged, signature.LENDER, SealPurpose.CONTRACT
        )
    borrower, lender = ours.check(sealed).signatures
    assert borrower.faults == (Fault.WRONG_SIGNER,)
    assert lender.faults == ()


def test_each_ceremony_has_a_key_of_its_own(runtime: Runtime) -> None:
    with runtime.begin(SYSTEM) as uow:
        made = [keys.ceremony_credential(uow, Signatory("张小明", "1")) for _ in range(2)]
        seals = [keys.seal_credential(uow, Signatory("匠心", "2")) for _ in range(2)]
    assert isinstance(made[0].private_key, ec.EllipticCurvePrivateKey)
    assert made[0].private_key.private_numbers() != made[1].private_key.private_numbers()
    assert seals[0].certificate == seals[1].certificate


def staff(client: TestClient, runtime: Runtime) -> TestClient:
    new = NewStaffUser("chen", "陈会计", "correct horse battery", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", (Role.OFFICER,))
    runtime.run(SYSTEM, lambda uow: create_staff_user(uow, new))
    with runtime.read(SYSTEM) as uow:
        setup = totp_of(uow, "chen")
    assert setup is not None
    body = {"username": "chen", "password": new.password, "totp": setup.current_code}
    assert client.post("/api/v1/auth/staff-sessions", json=body).status_code == 201
    return client


def damage(change: Callable[[bytes], bytes], runtime: Runtime, document: Document) -> None:
    path = runtime.settings.data_dir / "documents" / document.key
    path.write_bytes(change(path.read_bytes()))


def test_staff_sees_a_sound_contract_and_a_damaged_one(
    client: TestClient, runtime: Runtime, signed_contract: Contract
) -> None:
    url = f"/api/v1/staff/contracts/{signed_contract.id}/verification"
    sound = staff(client, runtime).get(url).json()
    assert (sound["faults"], sound["archive_damage"], len(sound["signatures"])) == ([], None, 2)
    assert [step["kind"] for step in sound["evidence"]][-2:] == ["signed", "sealed"]
    with runtime.read(SYSTEM) as uow:
        document = archived(uow, "loan-contract")
    damage(lambda pdf: pdf.replace(b"/Type", b"/Tipe", 1), runtime, document)
    damaged = client.get(url).json()
    assert damaged["archive_damage"] == "altered"
    assert "archive-altered" in damaged["faults"]
    assert "content-altered" in damaged["faults"] or "not-readable" in damaged["faults"]


def test_verify_finds_it_too(runtime: Runtime, signed_contract: Contract) -> None:
    def findings() -> dict[str, int]:
        return {result.proof.name: result.findings_total for result in verify(runtime) if result.checked}

    assert (findings()["archive"], findings()["signatures"]) == (0, 0)
    with runtime.read(SYSTEM) as uow:
        document = archived(uow, "loan-contract")
    damage(lambda pdf: pdf.replace(b"/Type", b"/Tipe", 1), runtime, document)
    assert (findings()["archive"], findings()["signatures"]) == (1, 1)
    assert signed_contract.signed_at
