import { expect, it } from 'vitest'
import { spokenDuration } from './duration'

const WORDS = { hours: 'h', minutes: 'min', seconds: 's' }

it.each([
  [0.04, '0.0 s'],
  [4.24, '4.2 s'],
  [59.4, '59 s'],
  [80, '1 min 20 s'],
  [3599, '59 min 59 s'],
  [7500, '2 h 05 min'],
])('%d seconds are %s', (seconds, spoken) => {
  expect(spokenDuration(seconds, WORDS)).toBe(spoken)
})
