"""``loanwright verify``: every invariant, proved anew from the stored facts."""

from __future__ import annotations

from loanwright.apps import verify as proofs
from loanwright.apps.commands.surroundings import open_runtime


def verify() -> None:
    """Prove that projections follow from events, books balance, the audit chain and the archive are whole.

    Exit status 1 when anything does not hold.
    """
    clean = True
    with open_runtime() as runtime:
        for result in proofs.verify(runtime):
            clean &= result.clean
            _show(result)
    print("Everything holds." if clean else "Something does not hold; see above.")
    raise SystemExit(0 if clean else 1)


def _show(result: proofs.Result) -> None:
    mark = "holds" if result.clean else f"FAILS ({result.findings_total})"
    print(f"{mark:12} {result.proof.title_en}: {result.checked:,} checked")
    for finding in result.findings:
        print(f"{'':12} {finding.subject}: {finding.why}")
