"""Tables of `privacy`."""

revision = "0004_privacy"
down_revision = "0003_parties"


def upgrade() -> None:
    """Nothing yet."""
