"""What may be done to the ledger: post to the open day, and open the next one."""
