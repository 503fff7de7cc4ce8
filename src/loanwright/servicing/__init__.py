"""Loan accounts from the signed contract to the last cent: money out, money in, and the end of every day.

A loan is its terms plus an append-only list of events (`loan_event`); `loanwright.engine` folds them. The `loan` and
`installment` rows are projections of that fold, rewritten in the transaction that adds an event, and the ledger entry
of an event is the difference between the account before and after it.

Words: a *repayment* is money received for a loan; *suspense* holds money nobody has matched to a loan yet; a *payment
request* is a reference the borrower pays with; the *close* moves the business date; a *book range* is the block of
loans that one chunk of the close works on.

Events: LoanDisbursed, DisbursementRejected, RepaymentReceived, LoanOverdue, LoanSettled, DayClosed.
"""
