import type { InstallmentView } from '@loanwright/client'
import { formatAmount, isZero, sum } from '@loanwright/ui'
import type { RowStanding, ScheduleRow } from '@/shared/ScheduleTable.vue'

type Translate = (key: string, values: Record<string, string>) => string

/** Where an installment stands, in the order in which it matters to the person who pays. */
export function standingOf(row: InstallmentView): RowStanding {
  if (isZero(row.remaining.total)) return 'paid'
  if (row.is_overdue) return 'overdue'
  return isZero(row.paid.total) ? 'upcoming' : 'partial'
}

/** The plan as rows: what each installment asks, and what became of it. */
export function scheduleRows(plan: readonly InstallmentView[], t: Translate): ScheduleRow[] {
  return plan.map((row) => {
    const standing = standingOf(row)
    return {
      number: row.number,
      due_on: row.due_on,
      principal: row.due.principal,
      interest: row.due.interest,
      fees: sum(row.due.fees, row.due.penalties),
      total: row.due.total,
      note:
        standing === 'upcoming'
          ? undefined
          : t(`loan.row.${standing}`, { rest: formatAmount(row.remaining.total) }),
      standing,
    }
  })
}
