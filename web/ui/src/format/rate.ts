/** A rate arrives as a percent in a decimal string; "14.0700" -> "14.07%", never fewer than two decimals. */
export function formatRate(percent: string): string {
  const [whole = '0', decimals = ''] = percent.split('.')
  const trimmed = decimals.replace(/0+$/, '').padEnd(2, '0')
  return `${whole.replace('-', '−')}.${trimmed}%`
}
