import { onBeforeUnmount, onMounted } from 'vue'
import type { Selection } from './selection'

interface Deeds {
  match(): void
  takeBack(): void
  split(): void
}

/** The desk by keyboard. Keys typed into a field, or with a modifier, are nobody's business here. */
export function useDeskKeys(selection: Selection, deeds: Deeds, listening: () => boolean): void {
  const keys: Record<string, () => void> = {
    ArrowDown: () => selection.move(1),
    ArrowUp: () => selection.move(-1),
    j: () => selection.move(1),
    k: () => selection.move(-1),
    h: () => selection.turn('bank'),
    l: () => selection.turn('books'),
    x: () => selection.focused.value && selection.toggle(selection.focused.value.id),
    m: () => deeds.match(),
    s: () => deeds.split(),
    u: () => deeds.takeBack(),
    Escape: () => selection.clear(),
  }
  function press(event: KeyboardEvent): void {
    const typing =
      event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea')
    const deed = keys[event.key]
    if (!deed || typing || !listening() || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    deed()
  }
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}
