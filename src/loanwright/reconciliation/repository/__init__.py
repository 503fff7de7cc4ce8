"""Rows of reconciliation to values and back."""
