"""What may be done to the ledger: post, open days, close months, change the chart, post by hand."""
