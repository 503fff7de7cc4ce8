"""Reconciliation as screens and reports read it."""
