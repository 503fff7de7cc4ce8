import { onScopeDispose } from 'vue'

/** Calls `act` once things have been quiet for `ms`; not after the component is gone. */
export function useDebounceFn(act: () => void, ms: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  return () => {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }
}
