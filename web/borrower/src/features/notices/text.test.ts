import { expect, it } from 'vitest'
import { unbrokenDates } from './text'

it('keeps dates together and leaves everything else as it is', () => {
  expect(unbrokenDates('due on 2026-12-23, no. 12-34')).toBe('due on 2026\u201112\u201123, no. 12-34')
})
