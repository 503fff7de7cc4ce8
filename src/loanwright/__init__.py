"""Loanwright (贷匠): the whole life of a loan, from a phone application to settlement or recovery."""
