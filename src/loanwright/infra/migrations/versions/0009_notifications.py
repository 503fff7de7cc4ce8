"""Tables of `notifications`."""

revision = "0009_notifications"
down_revision = "0008_payments"


def upgrade() -> None:
    """Nothing yet."""
