"""Where bytes can lie."""
