"""Loans over HTTP, a module for each thing a screen shows."""
