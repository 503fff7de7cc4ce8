import { useIsFetching } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue'

export type Connection = 'good' | 'slow' | 'offline'

/** A request that has taken this long deserves a word. */
const SLOW_AFTER_MS = 4_000

/** Whether the device is online, and whether what is being fetched is taking its time. */
export function useConnection(): ComputedRef<Connection> {
  const online = ref(navigator.onLine)
  const slow = ref(false)
  const fetching = useIsFetching()
  const update = (): void => void (online.value = navigator.onLine)
  addEventListener('online', update)
  addEventListener('offline', update)

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(fetching, (count) => {
    if (count === 0) {
      clearTimeout(timer)
      timer = undefined
      slow.value = false
    } else {
      timer ??= setTimeout(() => (slow.value = true), SLOW_AFTER_MS)
    }
  })
  onScopeDispose(() => {
    removeEventListener('online', update)
    removeEventListener('offline', update)
    clearTimeout(timer)
  })
  return computed(() => {
    if (!online.value) return 'offline'
    return slow.value ? 'slow' : 'good'
  })
}
