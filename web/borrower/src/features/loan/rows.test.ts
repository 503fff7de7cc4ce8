import type { InstallmentView } from '@loanwright/client'
import { expect, it } from 'vitest'
import { standingOf } from './rows'

const cny = (amount: string) => ({ amount, currency: 'CNY' as const })

function row(paid: string, remaining: string, is_overdue: boolean): InstallmentView {
  return { paid: { total: cny(paid) }, remaining: { total: cny(remaining) }, is_overdue } as InstallmentView
}

it.each([
  [row('897.88', '0.00', false), 'paid'],
  [row('100.00', '797.88', true), 'overdue'],
  [row('100.00', '797.88', false), 'partial'],
  [row('0.00', '897.88', false), 'upcoming'],
] as const)('an installment stands', (given, standing) => {
  expect(standingOf(given)).toBe(standing)
})
