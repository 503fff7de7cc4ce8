"""Figures nobody here invented, reproduced by the engine."""
