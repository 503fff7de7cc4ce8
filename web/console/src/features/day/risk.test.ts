import { expect, it } from 'vitest'
import { direction } from './risk'

it.each([
  ['normal', 'normal', 'same'],
  ['normal', 'loss', 'worse'],
  ['substandard', 'special_mention', 'better'],
  [null, 'normal', 'none'],
  ['loss', null, 'none'],
] as const)('from %s to %s is %s', (before, after, expected) => {
  expect(direction(before, after)).toBe(expected)
})
