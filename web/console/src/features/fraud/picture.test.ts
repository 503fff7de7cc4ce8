import type { RingLink, RingPerson, RingThing } from '@loanwright/client'
import { expect, it } from 'vitest'
import { HEIGHT, pictureOf, WIDTH } from './picture'

const person = (id: string): RingPerson => ({
  party_id: id,
  name: '王*',
  phone: '138****5678',
  applied_at: '2026-03-02T01:00:00Z',
  applications: [],
})
const thing = (id: string): RingThing => ({ id, kind: 'device', hint: '', people: 2 })
const link = (party_id: string, of: string): RingLink => ({
  party_id,
  thing: of,
  kind: 'device',
  application_id: 'a',
  seen_at: '2026-03-02T01:00:00Z',
})

it('draws one line for each thing a person shares, however often they said so', () => {
  const ring = {
    members: [person('p1'), person('p2')],
    things: [thing('t1')],
    links: [link('p1', 't1'), link('p1', 't1'), link('p2', 't1')],
  }
  expect(pictureOf(ring).lines).toHaveLength(2)
})

it('puts nothing on top of another, and everything inside the picture', () => {
  const members = ['p1', 'p2', 'p3', 'p4'].map(person)
  const things = ['t1', 't2', 't3'].map(thing)
  const links = members.flatMap((each) => things.map((of) => link(each.party_id, of.id)))
  const picture = pictureOf({ members, things, links })
  for (const [index, one] of picture.things.entries()) {
    expect(one.x).toBeGreaterThan(0)
    expect(one.x).toBeLessThan(WIDTH)
    expect(one.y).toBeLessThan(HEIGHT)
    for (const other of picture.things.slice(index + 1))
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(50)
  }
})
