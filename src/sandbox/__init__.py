"""The outside world, played by one separate program: a credit bureau, a bank and an SMS gateway over real HTTP.

It imports nothing of the loan system and shares no database with it; what the two say to each other is what they would
say to a real bureau, bank or gateway. Everything random comes from one seed, every date from the control clock, and
faults happen when asked for (`control`).
"""
