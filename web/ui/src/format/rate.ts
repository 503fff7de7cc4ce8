/** A rate arrives as a percent in a decimal string and is shown to two decimals, half up: "8.489158" -> "8.49%". */
export function formatRate(percent: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(percent)
  if (!match) throw new RangeError(`not a rate: ${percent}`)
  const [, minus = '', whole = '0', decimals = ''] = match
  const thousandths = BigInt(whole + decimals.padEnd(3, '0').slice(0, 3))
  const hundredths = ((thousandths + 5n) / 10n).toString().padStart(3, '0')
  return `${minus ? '−' : ''}${hundredths.slice(0, -2)}.${hundredths.slice(-2)}%`
}
