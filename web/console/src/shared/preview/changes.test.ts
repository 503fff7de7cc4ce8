import type { LoanFiguresView, InstallmentView } from '@loanwright/client'
import { expect, it } from 'vitest'
import { figureChanges, scheduleChanges } from './changes'

const cny = (amount: string) => ({ amount, currency: 'CNY' as const })

function row(number: number, due_on: string, total: string): InstallmentView {
  return {
    number,
    due_on,
    remaining: { principal: cny(total), interest: cny('0.00'), total: cny(total) },
    paid_on: null,
  } as InstallmentView
}

it('puts both schedules side by side and says which rows differ', () => {
  const changes = scheduleChanges(
    [row(1, '2026-04-02', '100.00'), row(2, '2026-05-02', '100.00')],
    [row(1, '2026-04-02', '100.00'), row(2, '2026-05-20', '100.00'), row(0, '2026-04-10', '25.00')],
  )
  expect(changes.map(({ key, changed }) => [key, changed])).toEqual([
    ['1', false],
    ['2026-04-10', true],
    ['2', true],
  ])
})

it('says what moved, and by how much', () => {
  const figures = {
    cost: { interest: cny('900.00'), fees: cny('0.00'), penalties: cny('12.00'), total: cny('912.00') },
    next_due: null,
    annual_rate: '15.39',
  } as unknown as LoanFiguresView
  const after = { ...figures, cost: { ...figures.cost, penalties: cny('2.00'), total: cny('902.00') } }
  const changed = figureChanges(withAmounts(figures), withAmounts(after)).filter((each) => each.changed)
  expect(changed.map(({ name, difference }) => [name, difference?.amount])).toEqual([
    ['cost_penalties', '-10.00'],
    ['cost_total', '-10.00'],
  ])
})

function withAmounts(figures: LoanFiguresView): LoanFiguresView {
  const nothing = cny('0.00')
  const amounts = { to_pay: nothing, principal_outstanding: nothing, overdue: nothing }
  return { ...figures, ...amounts, payoff: nothing, credit: nothing }
}
