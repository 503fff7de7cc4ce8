"""The words every layer shares: money, rates, ids, refusals, the business calendar.

Standard library only, pure, immutable. Nothing here reads a clock or touches the outside.
"""
