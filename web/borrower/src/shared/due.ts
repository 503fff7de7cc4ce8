import type { LoanView } from '@loanwright/client'
import { daysBefore, isZero, type Amount } from '@loanwright/ui'

export interface Due {
  readonly amount: Amount
  /** The day it falls due; null when that day has passed. */
  readonly on: string | null
}

/** Whether anything is overdue on the loan's own date. */
export function isOverdue(loan: Pick<LoanView, 'overdue'>): boolean {
  return !isZero(loan.overdue.total)
}

/** The due date of the oldest installment that is overdue. */
export function overdueSince(loan: Pick<LoanView, 'as_of' | 'days_past_due'>): string {
  return daysBefore(loan.as_of, loan.days_past_due)
}

/** What a borrower should pay next: all that is due by today, else the coming installment. */
export function toPayNow(loan: Pick<LoanView, 'due' | 'overdue' | 'next_due' | 'as_of'>): Due | null {
  if (!isZero(loan.due.total)) return { amount: loan.due.total, on: isOverdue(loan) ? null : loan.as_of }
  if (!loan.next_due || isZero(loan.next_due.amount)) return null
  return { amount: loan.next_due.amount, on: loan.next_due.on }
}
