"""The book at a glance: figures and series that lead staff to what needs doing.

Owns no facts and no tables: every figure is asked of the domain that owns it, at one moment.
"""
