"""Is this application what it seems? Links between people, rings, lists, and how a form was filled in.

Owns: *links* (what an applicant shares with others, as blind indexes), *groups* (people joined by links, kept by
union-find as applications arrive) and *rings* (groups whose *patterns* add up), investigators' *verdicts* on them.
It judges nothing by itself: `origination` hands over what an application says, hears what was found, and lets the
policy decide. Publishes `RingFound`.
"""
