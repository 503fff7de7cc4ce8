import type { CommandOfferView, LoanFileView } from '@loanwright/client'
import { expect, it } from 'vitest'
import { beginning, commandFrom } from './commandForm'

const cny = (amount: string) => ({ amount, currency: 'CNY' as const })
const field = (name: string, input: string, is_required = true, fallback: string | null = null) => ({
  name,
  input,
  is_required,
  choices: [],
  default: fallback,
})
const waive = {
  kind: 'waive',
  fields: [field('amount', 'amount'), field('component', 'choice'), field('effective_on', 'date', false)],
} as unknown as CommandOfferView

it.each([
  [
    { amount: '1,000', component: 'fee', effective_on: '' },
    { amount: cny('1000.00'), component: 'fee' },
  ],
  [
    { amount: '５', component: 'fee', effective_on: '2026-03-02' },
    { amount: cny('5.00'), component: 'fee', effective_on: '2026-03-02' },
  ],
])('reads what was typed', (typed, command) => {
  expect(commandFrom(waive, typed, 'CNY')).toEqual({ command: { kind: 'waive', ...command } })
})

it('names what is missing or unreadable', () => {
  expect(commandFrom(waive, { amount: 'much', component: '' }, 'CNY')).toEqual({
    wrong: ['amount', 'component'],
  })
})

it('suggests to waive the penalties that are due', () => {
  const due = { penalties: cny('7.90'), fees: cny('0.00'), interest: cny('144.00') }
  const file = { loan: { due, credit_balance: cny('0.00') } } as unknown as LoanFileView
  expect(beginning(waive, file, {})).toEqual({ amount: '7.90', component: 'penalty', effective_on: '' })
})
