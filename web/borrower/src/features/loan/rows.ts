import type { InstallmentView } from '@loanwright/client'
import { isZero } from '@loanwright/ui'
import type { ScheduleRow } from '@/shared/ScheduleTable.vue'

/** Where an installment stands, in the order in which it matters to the person who pays. */
export function standingOf(row: InstallmentView): 'paid' | 'overdue' | 'partial' | 'upcoming' {
  if (isZero(row.remaining.total)) return 'paid'
  if (row.is_overdue) return 'overdue'
  return isZero(row.paid.total) ? 'upcoming' : 'partial'
}

/** The plan as rows: what each installment asks, and what became of it. */
export function scheduleRows(plan: readonly InstallmentView[], t: (key: string) => string): ScheduleRow[] {
  return plan.map((row) => {
    const standing = standingOf(row)
    return {
      number: row.number,
      due_on: row.due_on,
      principal: row.due.principal,
      interest: row.due.interest,
      total: row.due.total,
      note: standing === 'upcoming' ? undefined : t(`loan.row.${standing}`),
      settled: standing === 'paid',
    }
  })
}
