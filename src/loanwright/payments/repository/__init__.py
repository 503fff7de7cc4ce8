"""Rows of payments to values and back."""
