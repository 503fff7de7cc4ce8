"""The queue's far side: workers that deliver messages to their tasks until each has taken effect, exactly once.

pgqueuer keeps the rows and wakes the workers; it may deliver a message twice (a worker died, a heartbeat came late).
What makes the effect happen once is ours: see `delivery`.
"""
