"""The general ledger: double entry, append-only, balanced by construction.

Owns the chart of accounts (`chart.toml`, a document of the institution), entries and their postings. A posting is one
row that names the account debited, the account credited and a positive amount, so an unbalanced entry cannot be
written down (the idea is TigerBeetle's and Formance's). The application's database role may insert and read, nothing
else; a correction is a new entry.

It publishes no events: an entry is always part of another domain's command and carries that command's source.
"""
