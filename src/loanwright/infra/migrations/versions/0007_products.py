"""Tables of `products`."""

revision = "0007_products"
down_revision = "0006_ledger"


def upgrade() -> None:
    """Nothing yet."""
