import type { InstallmentView, PayoffQuoteView } from '@loanwright/client'
import { expect, it } from 'vitest'
import { interestSaved } from './savings'

const cny = (amount: string) => ({ amount, currency: 'CNY' as const })
const plan = ['0.00', '80.10', '60.05'].map(
  (interest) => ({ remaining: { interest: cny(interest) } }) as InstallmentView,
)
const payoff = (interest: string) =>
  ({ amount: cny('5000.00'), parts: { interest: cny(interest) } }) as PayoffQuoteView

it.each([
  ['12.15', '128.00'],
  ['200.00', '0.00'],
])('with interest of %s until today, %s is saved', (interest, saved) => {
  expect(interestSaved(plan, payoff(interest))).toEqual(cny(saved))
})
