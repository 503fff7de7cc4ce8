/**
 * Amounts travel as decimal strings and are shown from those strings: no amount ever becomes a float.
 * What must be compared or stepped through is a bigint of minor units.
 */
export interface Amount {
  readonly amount: string
  readonly currency: string
}

export interface AmountParts {
  readonly minus: '' | '−'
  readonly sign: string
  readonly whole: string
  readonly decimals: string
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

function digitsOf(amount: string): { minus: string; whole: string; decimals: string } {
  const match = DECIMAL.exec(amount)
  if (!match) throw new RangeError(`not an amount: ${amount}`)
  return { minus: match[1] ?? '', whole: match[2] ?? '0', decimals: match[3] ?? '' }
}

/** "1234567" -> "1,234,567". */
export function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',')
}

const signs = new Map<string, string>()

/** The currency's short sign ("¥" for CNY in both languages), or its code where it has none. */
export function currencySign(currency: string): string {
  let sign = signs.get(currency)
  if (sign === undefined) {
    const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    const parts = new Intl.NumberFormat('en', style).formatToParts(0)
    sign = parts.find((part) => part.type === 'currency')?.value ?? currency
    signs.set(currency, sign)
  }
  return sign
}

/** The pieces of "−¥1,234.50", for a screen that sets each in its own size. */
export function amountParts(value: Amount): AmountParts {
  const { minus, whole, decimals } = digitsOf(value.amount)
  return {
    minus: minus ? '−' : '',
    sign: currencySign(value.currency),
    whole: grouped(whole),
    decimals: decimals ? `.${decimals}` : '',
  }
}

/** "−¥1,234.50", for sentences and labels. */
export function formatAmount(value: Amount): string {
  const parts = amountParts(value)
  return `${parts.minus}${parts.sign}${parts.whole}${parts.decimals}`
}

/** "¥10,000" for "10000.00", where cents would say nothing; "¥652.53" keeps its own. */
export function formatBriefly(value: Amount): string {
  return formatAmount(value).replace(/\.00$/, '')
}

/** Minor units with two decimals: "652.53" -> 65253n. */
export function minorUnits(amount: string): bigint {
  const { minus, whole, decimals } = digitsOf(amount)
  const units = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0').slice(0, 2))
  return minus ? -units : units
}

/** 65253n -> "652.53". */
export function fromMinorUnits(units: bigint): string {
  const magnitude = units < 0n ? -units : units
  const cents = (magnitude % 100n).toString().padStart(2, '0')
  return `${units < 0n ? '-' : ''}${magnitude / 100n}.${cents}`
}

/** Two amounts of one currency together. */
export function sum(one: Amount, other: Amount): Amount {
  const units = minorUnits(one.amount) + minorUnits(other.amount)
  return { amount: fromMinorUnits(units), currency: one.currency }
}

export function isZero(value: Amount): boolean {
  return minorUnits(value.amount) === 0n
}

export function isNegative(value: Amount): boolean {
  return minorUnits(value.amount) < 0n
}

/**
 * What a person typed as an amount ("10,000", "￥652.5", "１０００") as "10000.00"; null if it is none.
 * Full-width digits are what a Chinese input method gives.
 */
export function typedAmount(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[¥￥,\s]/g, '')
  if (!/^\d{1,12}(\.\d{0,2})?$/.test(plain)) return null
  const [whole = '0', decimals = ''] = plain.split('.')
  return `${BigInt(whole)}.${decimals.padEnd(2, '0')}`
}
