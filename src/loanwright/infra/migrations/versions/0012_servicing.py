"""Tables of `servicing`."""

revision = "0012_servicing"
down_revision = "0011_contracts"


def upgrade() -> None:
    """Nothing yet."""
