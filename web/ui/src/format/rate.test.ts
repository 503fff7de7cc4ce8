import { expect, it } from 'vitest'
import { formatRate } from './rate'

it.each([
  ['14.07', '14.07%'],
  ['14.0700', '14.07%'],
  ['14', '14.00%'],
  ['8.489158', '8.49%'],
  ['9.995', '10.00%'],
  ['0.004', '0.00%'],
  ['-0.5', '−0.50%'],
])('%s -> %s', (percent, shown) => {
  expect(formatRate(percent)).toBe(shown)
})
