"""A bank with its own accounts, double-entry book and days, speaking ISO 20022.

It takes credit transfers as pain.001.001.09 and answers with pain.002.001.12 (status), camt.054.001.08 (each booking)
and camt.053.001.08 (each day) for accounts that have a message channel. People move money on its payment page or, in
programs' hands, by JSON. Any 8 to 34 digits or capitals are some person's account at some bank, opened when first met;
other behaviour (closed, blocked, unknown, returning) is planted through control.
"""
