"""Whether to lend: data fetched with consent, features, a scorecard, a decision table, and the decision with its reasons.

Owns: credit inquiries (the bureau's raw answers), decisions by the system and by people (append-only, recomputable), the
scorecards and policies they were made with, and the first fraud and money-laundering checks. It never acts on a
decision: `origination` asks for one and enforces it. Words: case, feature, points, score, policy, rule, reason, outcome.
"""
