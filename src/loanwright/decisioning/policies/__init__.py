"""Decision tables as versioned JSON, executed by zen-engine."""
