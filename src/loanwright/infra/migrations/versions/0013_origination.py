"""Tables of `origination`."""

revision = "0013_origination"
down_revision = "0012_servicing"


def upgrade() -> None:
    """Nothing yet."""
