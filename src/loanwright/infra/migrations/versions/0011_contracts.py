"""Tables of `contracts`."""

revision = "0011_contracts"
down_revision = "0010_decisioning"


def upgrade() -> None:
    """Nothing yet."""
