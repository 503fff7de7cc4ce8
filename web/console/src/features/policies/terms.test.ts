import { describe, expect, it } from 'vitest'
import { conditionLine, conditionsFrom } from './terms'

describe('conditions of a row as one line', () => {
  it.each([
    ['points >= 620', { points: '>= 620' }],
    ['points [460..520); term_months < 24', { points: '[460..520)', term_months: '< 24' }],
    ['points>=620；purpose_served 1；', { points: '>=620', purpose_served: '1' }],
    ['', {}],
  ])('reads %s', (line, when) => {
    expect(conditionsFrom(line)).toEqual(when)
  })

  it('comes back as it went', () => {
    const when = { points: '[460..520)', term_months: '< 24' }
    expect(conditionsFrom(conditionLine(when))).toEqual(when)
  })
})
