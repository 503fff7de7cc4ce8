"""The seeded simulator: varied loans live for years of business days, and every invariant is looked at every day.

    uv run python -m tests.simulator --seed 7                 # hundreds of loans through the engine
    uv run python -m tests.simulator --seed 7 --loan 123      # one of them again, and what happened to it
    uv run python -m tests.simulator --seed 7 --books 20      # through servicing, database, ledger and close of the day

A loan's life depends on the seed and its own number alone, so that a failing one can be lived again by itself.
"""
