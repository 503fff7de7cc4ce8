"""Certificate authorities that contracts can use."""
