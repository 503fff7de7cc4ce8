import type { DeskItemView } from '@loanwright/client'
import { describe, expect, it } from 'vitest'
import { computed } from 'vue'
import { useSelection } from './selection'

function item(id: string, amount: string): DeskItemView {
  return { id, amount: { amount, currency: 'CNY' } } as DeskItemView
}
function desk(bank: DeskItemView[], books: DeskItemView[]): ReturnType<typeof useSelection> {
  return useSelection({ bank: computed(() => bank), books: computed(() => books) })
}

describe('what is chosen on the desk', () => {
  it('may be matched only when both sides add up to the same', () => {
    const selection = desk([item('e', '150.10')], [item('p', '100.05'), item('q', '50.05')])
    selection.toggle('e')
    selection.toggle('p')
    expect([selection.difference.value, selection.matchable.value]).toEqual(['50.05', false])
    selection.toggle('q')
    expect([selection.difference.value, selection.matchable.value]).toEqual(['0.00', true])
  })

  it('needs something on both sides', () => {
    const selection = desk([item('e', '5.00'), item('f', '-5.00')], [])
    selection.toggle('e')
    selection.toggle('f')
    expect(selection.matchable.value).toBe(false)
  })

  it('keeps the keyboard within the list it is in', () => {
    const selection = desk([item('e', '1.00'), item('f', '2.00')], [item('p', '3.00')])
    selection.move(5)
    expect(selection.focused.value?.id).toBe('f')
    selection.turn('books')
    expect(selection.focused.value?.id).toBe('p')
    selection.move(-3)
    expect(selection.row.value).toBe(0)
  })
})
