import { expect, it } from 'vitest'
import { FieldTyping } from './typing'

function typed(letters: string, gap: number, hold: number): FieldTyping {
  const field = new FieldTyping('address')
  field.enter(0)
  let at = 0
  for (const letter of letters) {
    field.keyDown((at += gap), letter)
    field.keyUp(at + hold)
  }
  field.leave(at)
  return field
}

it('tells the rhythm and not the letters', () => {
  const measured = typed('secret words', 200, 80).measured()
  expect(measured).toEqual({
    field: 'address',
    milliseconds: 2400,
    keys: 12,
    corrections: 0,
    pastes: 0,
    hold_ms: 80,
    gap_ms: 200,
    gap_spread_ms: 0,
  })
  expect(JSON.stringify(measured)).not.toContain('secret')
})

it('says nothing of the rhythm of a few keys', () => {
  expect(typed('abc', 200, 80).measured().gap_ms).toBeNull()
})

it('counts corrections and pastes, and takes no pause for rhythm', () => {
  const field = typed('abcdefghij', 100, 50)
  field.paste()
  field.keyDown(60_000, 'Backspace')
  expect(field.measured()).toMatchObject({ keys: 11, corrections: 1, pastes: 1, gap_ms: 100 })
})
