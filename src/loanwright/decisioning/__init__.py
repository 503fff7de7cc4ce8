"""Whether to lend: data fetched with consent, features, a scorecard, a decision table, and the decision with reasons.

Owns: credit inquiries (the bureau's raw answers), decisions by system and people (append-only, computable again),
the scorecards and policies they were made with, and the first money-laundering check. It never acts on a decision:
`origination` asks for one and enforces it. Words: case, feature, points, score, policy, rule, reason, outcome.
"""
