"""Rows in and out: loans with their events and installments, closes with their chunks, suspense."""
