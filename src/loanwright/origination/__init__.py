"""From the first question to the money on the account: one application through twelve stages.

An *application* stands in exactly one *stage*. A stage is left through one of its *exits*, which lead to the next stage
or to the end; the whole flow is data in `stages.py`. The borrower fills in a *draft*, *submits* it, and from there each
automatic stage is one task and one transaction. A *decision* (made by `decisioning` or by a member of staff in the
*review*) is enforced: an *offer* cannot be written down without an approving one. Publishes `ApplicationSubmitted`,
`ApplicationDecided`, `OfferAccepted`, `ApplicationClosed`.
"""
