"""The loan engine: terms and events in, schedules, balances and quotes out. Pure: no I/O, no clock, no float money.

Words: *terms* are what was agreed; a *schedule* is what the terms alone say; *events* are what happened since;
the *state* is what the account looks like on a day. Inside, amounts are integers of minor units and a year fraction is
an integer weight over its day count's basis, so every rounding is one integer division with a name.
"""
