import type { LoanView } from '@loanwright/client'
import { isZero, type Amount } from '@loanwright/ui'

export interface Due {
  readonly amount: Amount
  /** The day it falls due; null when that day has passed. */
  readonly on: string | null
}

/** What a borrower should pay next: all that is due by today, else the coming installment. */
export function toPayNow(loan: Pick<LoanView, 'due' | 'overdue' | 'next_due' | 'as_of'>): Due | null {
  if (!isZero(loan.due.total))
    return { amount: loan.due.total, on: isZero(loan.overdue.total) ? loan.as_of : null }
  if (!loan.next_due || isZero(loan.next_due.amount)) return null
  return { amount: loan.next_due.amount, on: loan.next_due.on }
}
