import type { ProductView, QuoteRequest } from '@loanwright/client'
import { fromMinorUnits, minorUnits } from '@loanwright/ui'

type Method = NonNullable<QuoteRequest['method']>

const CUSTOMARY_PERIODS = [3, 6, 9, 12, 18, 24, 36, 48, 60, 120, 180, 240, 360]

/** The terms a product offers as buttons: all of a few; of many the customary ones, and the two ends. */
export function offeredPeriods(product: ProductView, method: Method): number[] {
  const longest = product.methods.find((offered) => offered.method === method)?.maximum_periods
  const most = Math.min(longest ?? product.periods_maximum, product.periods_maximum)
  const least = product.periods_minimum
  if (most - least < 6) return Array.from({ length: most - least + 1 }, (_, more) => least + more)
  const within = CUSTOMARY_PERIODS.filter((periods) => periods > least && periods < most)
  return [...new Set([least, ...within, most])]
}

/** The offered term nearest to the one wished for. */
export function nearestPeriods(offered: readonly number[], wished: number): number {
  return offered.reduce((best, periods) =>
    Math.abs(periods - wished) < Math.abs(best - wished) ? periods : best,
  )
}

/** An amount brought into the product's range and onto its step. */
export function fittingAmount(product: ProductView, amount: string): string {
  const [least, most, step] = [product.amount_minimum, product.amount_maximum, product.amount_step].map(
    (limit) => minorUnits(limit.amount),
  ) as [bigint, bigint, bigint]
  const wished = minorUnits(amount)
  if (wished <= least) return fromMinorUnits(least)
  if (wished >= most) return fromMinorUnits(most)
  return fromMinorUnits(least + ((wished - least) / step) * step)
}
