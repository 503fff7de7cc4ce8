import type { ProductView } from '@loanwright/client'
import { describe, expect, it } from 'vitest'
import { fittingAmount, nearestPeriods, offeredPeriods } from './terms'

const cny = (amount: string) => ({ amount, currency: 'CNY' }) as const

const product = {
  amount_minimum: cny('1000.00'),
  amount_maximum: cny('50000.00'),
  amount_step: cny('100.00'),
  periods_minimum: 3,
  periods_maximum: 24,
  methods: [
    { method: 'equal_installments', maximum_periods: 24 },
    { method: 'bullet', maximum_periods: 12 },
    { method: 'balloon', maximum_periods: 6 },
  ],
} as unknown as ProductView

describe('offeredPeriods', () => {
  it.each([
    ['equal_installments', [3, 6, 9, 12, 18, 24]],
    ['bullet', [3, 6, 9, 12]],
    ['balloon', [3, 4, 5, 6]],
  ] as const)('%s', (method, periods) => {
    expect(offeredPeriods(product, method)).toEqual(periods)
  })
})

it('keeps as near as it can to the term wished for', () => {
  expect(nearestPeriods([3, 6, 12], 24)).toBe(12)
  expect(nearestPeriods([3, 6, 12], 6)).toBe(6)
})

describe('fittingAmount', () => {
  it.each([
    ['999.00', '1000.00'],
    ['1000.00', '1000.00'],
    ['1099.99', '1000.00'],
    ['12345.67', '12300.00'],
    ['90000.00', '50000.00'],
  ])('%s -> %s', (wished, amount) => {
    expect(fittingAmount(product, wished)).toBe(amount)
  })
})
