import { expect, it } from 'vitest'
import { phoneDigits, spacedPhone } from './phones'

it.each([
  ['13800005678', '13800005678'],
  ['+86 138-0000-5678', '13800005678'],
  ['0086 13800005678', '13800005678'],
  ['１３８ 0000', '1380000'],
  ['', ''],
])('%s -> %s', (typed, digits) => {
  expect(phoneDigits(typed)).toBe(digits)
})

it.each([
  ['138', '138'],
  ['1380', '138 0'],
  ['13800005678', '138 0000 5678'],
])('%s is shown as %s', (digits, shown) => {
  expect(spacedPhone(digits)).toBe(shown)
})
