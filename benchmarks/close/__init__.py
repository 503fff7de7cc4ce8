"""The end of day at portfolio size: a seeded book of up to millions of loans, closed by real workers."""
