import { describe, expect, it } from 'vitest'
import {
  amountParts,
  formatAmount,
  formatBriefly,
  fromMinorUnits,
  minorUnits,
  sum,
  typedAmount,
} from './money'

const cny = (amount: string) => ({ amount, currency: 'CNY' })

describe('formatAmount', () => {
  it.each([
    ['652.53', '¥652.53'],
    ['0.00', '¥0.00'],
    ['-12.50', '−¥12.50'],
    ['1000', '¥1,000'],
    ['9007199254740993.07', '¥9,007,199,254,740,993.07'],
  ])('%s -> %s', (amount, shown) => {
    expect(formatAmount(cny(amount))).toBe(shown)
  })

  it('refuses what is no amount', () => {
    expect(() => formatAmount(cny('1e3'))).toThrow(RangeError)
  })
})

it.each([
  ['10000.00', '¥10,000'],
  ['652.50', '¥652.50'],
])('%s is %s where cents would say nothing', (amount, shown) => {
  expect(formatBriefly(cny(amount))).toBe(shown)
})

it('cuts an amount into the pieces a screen sizes differently', () => {
  expect(amountParts(cny('-20000.10'))).toEqual({ minus: '−', sign: '¥', whole: '20,000', decimals: '.10' })
})

describe('minor units', () => {
  it.each([
    ['652.53', 65253n],
    ['-0.01', -1n],
    ['7', 700n],
    ['7.5', 750n],
  ])('%s', (amount, units) => {
    expect(minorUnits(amount)).toBe(units)
  })

  it.each(['652.53', '-0.01', '0.00', '-1234.50'])('%s survives the way there and back', (amount) => {
    expect(fromMinorUnits(minorUnits(amount))).toBe(amount)
  })
})

it('adds to the cent', () => {
  expect(sum(cny('6.00'), cny('20.46'))).toEqual(cny('26.46'))
})

describe('typedAmount', () => {
  it.each([
    ['10,000', '10000.00'],
    ['￥652.5', '652.50'],
    ['１０００', '1000.00'],
    [' 5 000 ', '5000.00'],
    ['007', '7.00'],
    ['12.', '12.00'],
  ])('"%s" -> %s', (text, amount) => {
    expect(typedAmount(text)).toBe(amount)
  })

  it.each(['', 'abc', '1.234', '-5', '1e5', '..'])('"%s" is none', (text) => {
    expect(typedAmount(text)).toBeNull()
  })
})
