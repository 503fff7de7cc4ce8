"""Tables of `decisioning`."""

revision = "0010_decisioning"
down_revision = "0009_notifications"


def upgrade() -> None:
    """Nothing yet."""
