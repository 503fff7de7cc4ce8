import type { QuoteRequest } from '@loanwright/client'
import type { LocationQuery, LocationQueryRaw } from 'vue-router'

/** What somebody would like to borrow; it travels in the address, so that a link or a reload keeps it. */
export interface Wish {
  readonly product: string
  readonly amount: string
  readonly periods: number
  readonly method: NonNullable<QuoteRequest['method']>
}

export function wishToQuery(wish: Wish): LocationQueryRaw {
  return { product: wish.product, amount: wish.amount, periods: String(wish.periods), method: wish.method }
}

const METHODS: readonly string[] = [
  'equal_installments',
  'equal_principal',
  'interest_only',
  'bullet',
  'flat',
  'balloon',
  'custom',
  'fixed_installment',
]

/** The wish an address holds, or null when any part of it is missing or unreadable. */
export function wishFromQuery(query: LocationQuery): Wish | null {
  const { product, amount, periods, method } = query
  if (typeof product !== 'string' || typeof amount !== 'string' || !/^\d+\.\d\d$/.test(amount)) return null
  if (typeof periods !== 'string' || !/^\d{1,3}$/.test(periods)) return null
  if (typeof method !== 'string' || !METHODS.includes(method)) return null
  return { product, amount, periods: Number(periods), method: method as Wish['method'] }
}

export function quoteRequest(wish: Wish): QuoteRequest {
  return {
    product_code: wish.product,
    amount: { amount: wish.amount, currency: 'CNY' },
    periods: wish.periods,
    method: wish.method,
  }
}
