"""An SMS gateway that delivers into an inbox anyone may read."""
