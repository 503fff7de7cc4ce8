import type { RingPerson, RingThing, RingView } from '@loanwright/client'

export const WIDTH = 720
export const HEIGHT = 520
const RADIUS_X = 280
const RADIUS_Y = 200
const INWARD = 0.5
const APART = 64
const ROUNDS = 60

export interface Spot {
  readonly x: number
  readonly y: number
}
export interface PlacedPerson extends Spot {
  readonly person: RingPerson
}
export interface PlacedThing extends Spot {
  readonly thing: RingThing
}
export interface Line {
  readonly from: Spot
  readonly to: Spot
  readonly party: string
  readonly thing: string
}
export interface Picture {
  readonly people: readonly PlacedPerson[]
  readonly things: readonly PlacedThing[]
  readonly lines: readonly Line[]
}

/** People on an ellipse, what they share inside it, near those who share it. The same ring always looks the same. */
export function pictureOf(ring: Pick<RingView, 'members' | 'things' | 'links'>): Picture {
  const people = ring.members.map((person, index) => ({
    person,
    ...onEllipse(index / ring.members.length),
  }))
  const where = new Map<string, Spot>(people.map((each) => [each.person.party_id, each]))
  const things = pushedApart(
    ring.things.map((thing) => {
      const around = ring.links
        .filter((link) => link.thing === thing.id)
        .map((link) => where.get(link.party_id))
        .filter((spot) => spot !== undefined)
      return { thing, ...inward(around) }
    }),
  )
  const at = new Map<string, Spot>(things.map((each) => [each.thing.id, each]))
  return { people, things, lines: linesBetween(ring, where, at) }
}

function linesBetween(
  ring: Pick<RingView, 'links'>,
  where: ReadonlyMap<string, Spot>,
  at: ReadonlyMap<string, Spot>,
): Line[] {
  const lines = new Map<string, Line>()
  for (const link of ring.links) {
    const [from, to] = [where.get(link.party_id), at.get(link.thing)]
    if (from && to)
      lines.set(`${link.party_id} ${link.thing}`, { from, to, party: link.party_id, thing: link.thing })
  }
  return [...lines.values()]
}

function onEllipse(share: number): Spot {
  const angle = 2 * Math.PI * share - Math.PI / 2
  return { x: WIDTH / 2 + RADIUS_X * Math.cos(angle), y: HEIGHT / 2 + RADIUS_Y * Math.sin(angle) }
}

/** The middle of these, drawn towards the middle of the picture. */
function inward(around: readonly Spot[]): Spot {
  const mean = (values: number[], otherwise: number): number =>
    values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : otherwise
  const x = mean(
    around.map((spot) => spot.x),
    WIDTH / 2,
  )
  const y = mean(
    around.map((spot) => spot.y),
    HEIGHT / 2,
  )
  return { x: WIDTH / 2 + (x - WIDTH / 2) * INWARD, y: HEIGHT / 2 + (y - HEIGHT / 2) * INWARD }
}

/** Things that stand too close give way to each other; those on one spot part along a fixed direction. */
function pushedApart<T extends Spot>(placed: readonly T[]): T[] {
  const spots = placed.map((each) => ({ ...each, x: each.x, y: each.y }))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let i = 0; i < spots.length; i += 1) {
      for (let j = i + 1; j < spots.length; j += 1) part(spots[i] as Movable, spots[j] as Movable, j)
    }
  }
  return spots
}

interface Movable {
  x: number
  y: number
}

function part(one: Movable, other: Movable, turn: number): void {
  const [dx, dy] = [other.x - one.x, other.y - one.y]
  const distance = Math.hypot(dx, dy)
  if (distance >= APART) return
  const angle = distance > 0.01 ? Math.atan2(dy, dx) : turn * 2.4
  const step = (APART - distance) / 2
  one.x -= step * Math.cos(angle)
  one.y -= step * Math.sin(angle)
  other.x += step * Math.cos(angle)
  other.y += step * Math.sin(angle)
}
