import type { FieldMeasured } from '@loanwright/client'

const KEYS_ENOUGH = 8
const PAUSE_MS = 2_000
const CORRECTING = new Set(['Backspace', 'Delete'])

/** One field while it is being filled in. Times and counts only: which keys were pressed is not remembered. */
export class FieldTyping {
  private milliseconds = 0
  private keys = 0
  private corrections = 0
  private pastes = 0
  private readonly holds: number[] = []
  private readonly gaps: number[] = []
  private enteredAt: number | null = null
  private downAt: number | null = null

  constructor(private readonly field: string) {}

  enter(at: number): void {
    this.enteredAt = at
    this.downAt = null
  }

  leave(at: number): void {
    if (this.enteredAt !== null) this.milliseconds += Math.round(at - this.enteredAt)
    this.enteredAt = null
  }

  keyDown(at: number, key: string): void {
    this.keys += 1
    if (CORRECTING.has(key)) this.corrections += 1
    // A pause to think is no rhythm.
    if (this.downAt !== null && at - this.downAt < PAUSE_MS) this.gaps.push(at - this.downAt)
    this.downAt = at
  }

  keyUp(at: number): void {
    if (this.downAt !== null && at - this.downAt < PAUSE_MS) this.holds.push(at - this.downAt)
  }

  paste(): void {
    this.pastes += 1
  }

  measured(): FieldMeasured {
    const enough = this.gaps.length >= KEYS_ENOUGH
    return {
      field: this.field,
      milliseconds: this.milliseconds,
      keys: this.keys,
      corrections: this.corrections,
      pastes: this.pastes,
      hold_ms: enough && this.holds.length ? quantile(this.holds, 0.5) : null,
      gap_ms: enough ? quantile(this.gaps, 0.5) : null,
      gap_spread_ms: enough ? quantile(this.gaps, 0.75) - quantile(this.gaps, 0.25) : null,
    }
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
}
