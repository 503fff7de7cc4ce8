"""Apache Fineract's progressive loan with interest on the real balance, for a lender that migrates from it.

Chosen by `Profile.FINERACT_PROGRESSIVE`; the rest of the engine does not know how it works. Where `engine.running`
gathers interest night by night, Fineract keeps one level amount per period and asks, whenever anything happens, how
much of it is interest on the balances there really were. Its figures depend on that order of questions, so this package
keeps the order: `period` and `model` hold the figures, `factors` the interest per unit, `levels` the level amounts,
`changes` what may happen, and `plan` connects them with the rows of an account.
"""
