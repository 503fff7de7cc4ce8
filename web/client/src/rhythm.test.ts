import { describe, expect, it } from 'vitest'
import type { Rhythm } from './generated/types.gen'
import { rhythmWording, termWording } from './rhythm'

const every = (unit: Rhythm['unit'], count = 1): Rhythm => ({ unit, every: count, months: [], day: null })
const harvests: Rhythm = { unit: 'season', every: 1, months: [7, 11], day: 15 }

describe('how long a loan runs', () => {
  it.each([
    [every('months'), 12, 'term.months', 12],
    [every('weeks', 2), 4, 'term.weeks', 8],
    [every('days', 10), 6, 'term.days', 60],
    [harvests, 4, 'term.season', 4],
  ] as const)('%o x %i', (rhythm, periods, key, count) => {
    expect(termWording(rhythm, periods, 'en')).toMatchObject({ key, values: { count } })
  })
})

describe('how often it is repaid', () => {
  it.each([
    [every('months'), 'rhythm.each.months', ''],
    [every('weeks', 2), 'rhythm.every.weeks', ''],
    [harvests, 'rhythm.each.season', 'Jul and Nov'],
  ] as const)('%o', (rhythm, key, months) => {
    expect(rhythmWording(rhythm, 'en')).toMatchObject({ key, values: { months } })
  })
})
