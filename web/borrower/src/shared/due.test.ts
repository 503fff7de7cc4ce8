import type { LoanView } from '@loanwright/client'
import { expect, it } from 'vitest'
import { toPayNow } from './due'

const cny = (amount: string) => ({ amount, currency: 'CNY' as const })

function loan(due: string, overdue: string, next: string | null): LoanView {
  const next_due = next === null ? null : { number: 3, on: '2026-12-22', amount: cny(next) }
  return {
    as_of: '2026-11-22',
    due: { total: cny(due) },
    overdue: { total: cny(overdue) },
    next_due,
  } as LoanView
}

it.each([
  ['the coming installment', loan('0.00', '0.00', '897.88'), { amount: cny('897.88'), on: '2026-12-22' }],
  ['what falls due today', loan('897.88', '0.00', '897.88'), { amount: cny('897.88'), on: '2026-11-22' }],
  [
    'all that is overdue, without a day to wait for',
    loan('905.10', '905.10', '897.88'),
    { amount: cny('905.10'), on: null },
  ],
  ['nothing, once all is paid', loan('0.00', '0.00', null), null],
])('asks for %s', (_name, given, due) => {
  expect(toPayNow(given)).toEqual(due)
})
