"""Money out and money in: payment orders to the bank, and what the bank says has moved.

A *payment order* is one amount to one beneficiary under one end-to-end id that never changes; however often it has to
be sent, the bank can only pay it once. A *receipt* is money that came in, and a *payment request* is our asking for
it, with a reference by which it is recognised. A *bank entry* is one booking on our account, processed exactly once
however often the bank tells of it; a *bank statement* proves each day that none was missed.

The bank is reached through a *rail* (`rails`). Whoever keeps the books hears `PaymentSettled`, `PaymentReturned`,
`FundsReceived` and `UnorderedDebit` and posts them; this domain posts nothing.
"""
