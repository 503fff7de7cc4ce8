import type { Rhythm } from './generated/types.gen'

/** A message of the apps and what to put into it. */
export interface Phrase {
  readonly key: string
  readonly values: { readonly count: number; readonly months: string }
}

/** How long a loan runs, in the unit its installments come in: 12 months, 8 weeks, 4 harvests. */
export function termWording(rhythm: Rhythm, periods: number, locale: string): Phrase {
  return {
    key: `term.${rhythm.unit}`,
    values: { count: periods * rhythm.every, months: monthNames(rhythm.months, locale) },
  }
}

/** How often an installment falls due: every month, every 2 weeks, each July and November. */
export function rhythmWording(rhythm: Rhythm, locale: string): Phrase {
  const some = rhythm.every === 1 ? 'rhythm.each' : 'rhythm.every'
  return {
    key: `${some}.${rhythm.unit}`,
    values: { count: rhythm.every, months: monthNames(rhythm.months, locale) },
  }
}

function monthNames(months: readonly number[], locale: string): string {
  const name = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  return new Intl.ListFormat(locale).format(months.map((month) => name.format(Date.UTC(2026, month - 1))))
}
