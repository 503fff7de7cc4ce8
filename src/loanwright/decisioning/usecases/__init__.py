"""Fetching what a decision needs, deciding, and deciding by a person."""
