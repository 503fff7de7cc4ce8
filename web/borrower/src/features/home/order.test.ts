import type { ApplicationSummary, LoanView } from '@loanwright/client'
import { expect, it } from 'vitest'
import { isUnderWay, loansInOrder } from './order'

const loan = (id: string, days_past_due: number, next_due_on: string | null): LoanView =>
  ({ id, days_past_due, next_due: next_due_on ? { on: next_due_on } : null }) as LoanView

it('puts the overdue first, then the soonest due, the settled last', () => {
  const loans = [
    loan('settled', 0, null),
    loan('later', 0, '2027-01-05'),
    loan('soon', 0, '2026-12-01'),
    loan('late', 9, '2026-10-01'),
  ]
  expect(loansInOrder(loans).map((each) => each.id)).toEqual(['late', 'soon', 'later', 'settled'])
})

it.each([
  ['draft', true],
  ['offered', true],
  ['declined', false],
  ['disbursed', false],
] as const)('an application that is %s', (status, underWay) => {
  expect(isUnderWay({ status } as ApplicationSummary)).toBe(underWay)
})
