"""The ledger over HTTP, one module for each thing a screen shows."""
