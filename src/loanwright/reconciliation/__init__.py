"""What the bank says against what the books say.

A *statement* is what a bank, a wallet or a gateway tells of one account; each booking on it is an *entry*. `readers`
turns a file of any common format into statements, without a database: leniently, because real files break their
standards, and with a *warning* for everything odd, so that nothing is lost in silence.
"""
