import { onScopeDispose, ref, type Ref } from 'vue'

/** Six digits however they were typed or pasted: "１２３ ４５６" -> "123456". */
export function codeDigits(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, 6)
}

/** Seconds left until another code may be asked for. */
export function useCountdown(): { left: Ref<number>; start: (seconds: number) => void } {
  const left = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined

  function tick(): void {
    left.value -= 1
    if (left.value <= 0) clearInterval(timer)
  }
  function start(seconds: number): void {
    clearInterval(timer)
    left.value = seconds
    timer = setInterval(tick, 1_000)
  }
  onScopeDispose(() => clearInterval(timer))
  return { left, start }
}
