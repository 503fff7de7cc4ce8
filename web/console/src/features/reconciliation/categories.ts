import type { ExceptionCategory } from '@loanwright/client'

/** In the order in which they are looked at: what is about money first. */
export const CATEGORIES: readonly ExceptionCategory[] = [
  'missing_in_books',
  'missing_at_bank',
  'amount_differs',
  'overpayment',
  'underpayment',
  'fee_netted',
  'duplicate',
  'returned',
  'ambiguous',
  'unidentified_payer',
  'third_party_payer',
  'date_differs',
  'currency_differs',
  'wrong_account',
  'balance_break',
  'statement_gap',
  'statement_disorder',
  'unreadable_entry',
]
