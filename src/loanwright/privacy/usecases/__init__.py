"""Giving consents and taking them back."""
