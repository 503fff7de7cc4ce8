import { expect, it } from 'vitest'
import { idNumberText } from './idNumbers'

it.each([
  ['11010519491231002x', '11010519491231002X'],
  ['110105 1949 1231 002X', '11010519491231002X'],
  ['１１０１０５', '110105'],
  ['11010519491231002X999', '11010519491231002X'],
])('%s -> %s', (typed, text) => {
  expect(idNumberText(typed)).toBe(text)
})
