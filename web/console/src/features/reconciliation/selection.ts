import type { DeskItemView } from '@loanwright/client'
import { fromMinorUnits, minorUnits } from '@loanwright/ui'
import { computed, ref, type ComputedRef, type Ref } from 'vue'

export type Side = 'bank' | 'books'

export interface Selection {
  readonly chosen: Ref<Set<string>>
  readonly side: Ref<Side>
  readonly row: Ref<number>
  readonly focused: ComputedRef<DeskItemView | undefined>
  readonly sums: ComputedRef<Record<Side, string>>
  readonly difference: ComputedRef<string>
  readonly matchable: ComputedRef<boolean>
  move(by: number): void
  turn(side: Side): void
  toggle(id: string): void
  clear(): void
}

/** What is chosen on both sides of the desk, and where the keyboard stands. Amounts are added exactly, never as floats. */
export function useSelection(lists: Record<Side, ComputedRef<readonly DeskItemView[]>>): Selection {
  const chosen = ref(new Set<string>())
  const side = ref<Side>('bank')
  const row = ref(0)
  const focused = computed(() => lists[side.value].value[row.value])
  const sumOf = (of: Side): bigint =>
    lists[of].value
      .filter((item) => chosen.value.has(item.id))
      .reduce((total, item) => total + minorUnits(item.amount.amount), 0n)
  const count = (of: Side): number => lists[of].value.filter((item) => chosen.value.has(item.id)).length

  return {
    chosen,
    side,
    row,
    focused,
    sums: computed(() => ({ bank: fromMinorUnits(sumOf('bank')), books: fromMinorUnits(sumOf('books')) })),
    difference: computed(() => fromMinorUnits(sumOf('bank') - sumOf('books'))),
    matchable: computed(() => count('bank') > 0 && count('books') > 0 && sumOf('bank') === sumOf('books')),
    move(by) {
      row.value = Math.max(0, Math.min(row.value + by, lists[side.value].value.length - 1))
    },
    turn(to) {
      side.value = to
      row.value = Math.max(0, Math.min(row.value, lists[to].value.length - 1))
    },
    toggle(id) {
      if (!chosen.value.delete(id)) chosen.value.add(id)
    },
    clear() {
      chosen.value.clear()
    },
  }
}
