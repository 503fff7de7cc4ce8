"""What carries the rules: transactions, events and jobs, settings, encryption, the HTTP edge.

Nothing here knows a loan. The one idea is the *unit of work*: a command is one database transaction that writes its
rows, its events, its jobs and its audit record together, or none of them.
"""
