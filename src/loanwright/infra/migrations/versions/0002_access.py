"""Tables of `access`."""

revision = "0002_access"
down_revision = "0001_infra"


def upgrade() -> None:
    """Nothing yet."""
