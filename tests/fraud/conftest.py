"""A lender, borrowers and investigators, as in the tests of origination."""

from tests.origination.conftest import hire, lender, sign_in, wang

__all__ = ["hire", "lender", "sign_in", "wang"]
