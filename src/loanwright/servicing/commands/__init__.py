"""What a person may do to a live loan: one description per command, and what the command would change.

A *command* is a frozen body (`ChargeFee`, `Waive` ...); its *description* in `catalogue` says who may give it, whether
a second person must agree, and which events it makes. Nothing here reads or writes: a command makes events from a
`Case`, and the engine says what they do.
"""
