"""``loanwright code``: the demo staff's one-time code of this moment, for people without an authenticator at hand."""

from __future__ import annotations

import pyotp

from loanwright.apps.demo_home import DemoHome


def code() -> None:
    """Print the one-time code that the demo's staff sign in with now."""
    print(pyotp.TOTP(DemoHome.here().staff_secrets.totp_secret).now())
