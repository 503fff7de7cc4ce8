import { describe, expect, it } from 'vitest'
import { wishFromQuery, wishToQuery, type Wish } from './wish'

const wish: Wish = { product: 'xiao-fei-dai', amount: '10000.00', periods: 12, method: 'equal_installments' }

describe('a wish in the address', () => {
  it('is read back as it was written', () => {
    expect(wishFromQuery(wishToQuery(wish) as Record<string, string>)).toEqual(wish)
  })

  it.each([
    ['no amount', { amount: null }],
    ['an amount without cents', { amount: '10000' }],
    ['a script', { amount: '<b>1</b>' }],
    ['a term that is no number', { periods: 'twelve' }],
    ['a method nobody offers', { method: 'never' }],
  ])('is no wish with %s', (_name, change) => {
    expect(wishFromQuery({ ...(wishToQuery(wish) as Record<string, string>), ...change })).toBeNull()
  })
})
