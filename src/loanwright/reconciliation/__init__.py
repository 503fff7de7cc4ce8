"""What the bank says against what the books say.

A *statement* is what a bank, a wallet or a gateway tells of one account; each booking on it is an *entry*. `readers`
turns a file of any common format into statements, without a database: leniently, because real files break their
standards, and with a *warning* for everything odd, so that nothing is lost in silence.

On the *desk* lie *items*: what the bank told (entries), and what the books expect or have heard (orders, requests,
receipts, debits, returns). `matching` says which are the same money; what is certain becomes a *match*, what is not an
*exception* for people, with *hints*. Nothing is posted here: what the books lack is booked through `payments`, as if
the bank's own message had come. A *balance proof* says for each day by which items bank and ledger differ.
"""
