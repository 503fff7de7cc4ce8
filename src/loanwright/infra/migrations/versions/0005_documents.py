"""Tables of `documents`."""

revision = "0005_documents"
down_revision = "0004_privacy"


def upgrade() -> None:
    """Nothing yet."""
