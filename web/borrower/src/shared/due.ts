import type { LoanSummary } from '@loanwright/client'
import { isZero, type Amount } from '@loanwright/ui'

export interface Due {
  readonly amount: Amount
  readonly on: string | null
}

/** What a borrower should pay next: what is overdue, else the coming installment; nothing on a loan that is not running. */
export function toPayNow(
  loan: Pick<LoanSummary, 'overdue' | 'next_due_on' | 'next_due_amount' | 'status'>,
): Due | null {
  if (!isZero(loan.overdue)) return { amount: loan.overdue, on: loan.next_due_on ?? null }
  if (!loan.next_due_amount || isZero(loan.next_due_amount)) return null
  return { amount: loan.next_due_amount, on: loan.next_due_on ?? null }
}
