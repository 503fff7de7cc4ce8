"""Tables of `parties`."""

revision = "0003_parties"
down_revision = "0002_access"


def upgrade() -> None:
    """Nothing yet."""
