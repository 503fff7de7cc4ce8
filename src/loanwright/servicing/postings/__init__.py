"""Which accounts a loan's events move. Pure: two states in, balanced postings out."""
