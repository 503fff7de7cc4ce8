import type { InstallmentView, PayoffQuoteView } from '@loanwright/client'
import { fromMinorUnits, minorUnits, type Amount } from '@loanwright/ui'

/** Interest that the plan would still have cost and the payoff does not; never less than nothing. */
export function interestSaved(plan: readonly InstallmentView[], payoff: PayoffQuoteView): Amount {
  const planned = plan.reduce((sum, row) => sum + minorUnits(row.remaining.interest.amount), 0n)
  const saved = planned - minorUnits(payoff.parts.interest.amount)
  return { amount: fromMinorUnits(saved > 0n ? saved : 0n), currency: payoff.amount.currency }
}
