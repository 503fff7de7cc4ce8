const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** "1,234,567": whole numbers, grouped by three as in every language we speak. */
export function formatCount(value: number): string {
  return GROUPED.format(value)
}
