"""Tables of `payments`."""

revision = "0008_payments"
down_revision = "0007_products"


def upgrade() -> None:
    """Nothing yet."""
