"""A central-bank credit bureau: second-generation personal credit reports, given only against a consent.

A person's report follows from their ID number, the seed and today's date, so that every run meets the same people;
control can plant a person with particular sections, or one the bureau does not know.
"""
