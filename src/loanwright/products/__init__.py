"""What the lender offers: versioned, declarative product documents, and the figures they lead to.

Owns: product versions (a TOML document, immutable once published, in force from a date), their strict validation, the
making of `LoanTerms` from a wish (`terms_for`: the only way anyone makes them, so quote, contract and account agree),
and quotes. Words: product, version, method, rate band, cap, eligibility. No events.
"""
