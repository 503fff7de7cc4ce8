import { describe, expect, it } from 'vitest'
import { daysBefore, daysBetween, relativeInstant, spokenDate, spokenDay } from './dates'

describe('calendar days', () => {
  it.each([
    ['zh-CN', '2026年11月22日', '11月22日'],
    ['en', '22 November 2026', '22 November'],
  ] as const)('are spoken in %s', (locale, full, short) => {
    expect(spokenDate('2026-11-22', locale)).toBe(full)
    expect(spokenDay('2026-11-22', locale)).toBe(short)
  })

  it.each([
    ['2026-02-27', '2026-03-01', 2],
    ['2028-02-28', '2028-03-01', 2],
    ['2026-03-01', '2026-02-27', -2],
    ['2026-03-01', '2026-03-01', 0],
  ])('from %s until %s', (from, until, days) => {
    expect(daysBetween(from, until)).toBe(days)
  })
})

it.each([
  ['2027-01-01', 9, '2026-12-23'],
  ['2028-03-01', 1, '2028-02-29'],
  ['2026-03-01', 0, '2026-03-01'],
])('%s less %d days', (date, days, before) => {
  expect(daysBefore(date, days)).toBe(before)
})

describe('instants', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  it.each([
    ['2026-11-22T11:57:00Z', '3 minutes ago', '3分钟前'],
    ['2026-11-22T14:10:00Z', 'in 2 hours', '2小时后'],
    ['2026-11-21T10:00:00Z', 'yesterday', '昨天'],
  ])('%s', (instant, english, chinese) => {
    expect(relativeInstant(instant, now, 'en')).toBe(english)
    expect(relativeInstant(instant, now, 'zh-CN')).toBe(chinese)
  })
})
