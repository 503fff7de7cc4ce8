import type { ApplicationSummary, LoanView } from '@loanwright/client'

const OVER: readonly ApplicationSummary['status'][] = ['disbursed', 'declined', 'withdrawn', 'expired']

/** Whether somebody still has a move to make. */
export function isUnderWay(application: ApplicationSummary): boolean {
  return !OVER.includes(application.status)
}

/** Overdue loans first, then by what falls due soonest; those without a next date (settled) last. */
export function loansInOrder(loans: readonly LoanView[]): LoanView[] {
  return [...loans].sort(
    (one, other) =>
      other.days_past_due - one.days_past_due ||
      (one.next_due?.on ?? '9999').localeCompare(other.next_due?.on ?? '9999'),
  )
}
