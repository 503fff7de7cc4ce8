"""Tables of `reporting`."""

revision = "0014_reporting"
down_revision = "0013_origination"


def upgrade() -> None:
    """Nothing yet."""
