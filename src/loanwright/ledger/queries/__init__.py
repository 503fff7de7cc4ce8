"""The read side: balances and statements, the journal, manual journals, periods with their closing checks."""
