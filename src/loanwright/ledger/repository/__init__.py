"""Rows to values and back: entries, charts, manual journals, periods."""
