import type { BooksView, LoanFiguresView, InstallmentView } from '@loanwright/client'
import { fromMinorUnits, isZero, minorUnits, type Amount } from '@loanwright/ui'

/** An installment without and with the command; one side is missing where it comes or goes. */
export interface RowChange {
  readonly key: string
  readonly before: InstallmentView | undefined
  readonly after: InstallmentView | undefined
  readonly moved: { readonly due_on: boolean } & Readonly<Record<Column, boolean>>
  readonly changed: boolean
}

type Column = 'principal' | 'interest' | 'total'

/** Both schedules row by row: installments by their number, what stands beside the plan by its day. */
export function scheduleChanges(
  before: readonly InstallmentView[],
  after: readonly InstallmentView[],
): RowChange[] {
  const old = byKey(before)
  const fresh = byKey(after)
  const keys = [...new Set([...old.keys(), ...fresh.keys()])]
  return keys
    .map((key) => change(key, old.get(key), fresh.get(key)))
    .sort((a, b) => dayOf(a).localeCompare(dayOf(b)))
}

function byKey(rows: readonly InstallmentView[]): Map<string, InstallmentView> {
  const keyed = new Map<string, InstallmentView>()
  for (const row of rows) {
    let key = row.number ? String(row.number) : row.due_on
    while (keyed.has(key)) key += "'"
    keyed.set(key, row)
  }
  return keyed
}

function change(
  key: string,
  before: InstallmentView | undefined,
  after: InstallmentView | undefined,
): RowChange {
  const differs = (column: Column): boolean =>
    before?.remaining[column].amount !== after?.remaining[column].amount
  const moved = {
    due_on: before?.due_on !== after?.due_on,
    principal: differs('principal'),
    interest: differs('interest'),
    total: differs('total'),
  }
  return { key, before, after, moved, changed: written(before) !== written(after) }
}

function written(row: InstallmentView | undefined): string {
  if (!row) return ''
  return JSON.stringify([row.due_on, row.remaining, row.paid_on])
}

function dayOf(row: RowChange): string {
  return row.after?.due_on ?? row.before?.due_on ?? ''
}

export type Shown = { readonly amount: Amount } | { readonly text: string } | { readonly day: string } | null

/** One figure before and after; `difference` for amounts that moved. */
export interface FigureChange {
  readonly name: string
  readonly before: Shown
  readonly after: Shown
  readonly changed: boolean
  readonly difference: Amount | null
}

const AMOUNTS = ['to_pay', 'principal_outstanding', 'overdue', 'payoff', 'credit'] as const
const BOOKS = ['carrying', 'memo'] as const
const COSTS = ['interest', 'fees', 'penalties', 'total'] as const

/** What a decision looks at, in the order in which it is asked: what it costs, what is due, when it ends. */
export function figureChanges(before: LoanFiguresView, after: LoanFiguresView): FigureChange[] {
  return [
    ...COSTS.map((part) => amountChange(`cost_${part}`, before.cost[part], after.cost[part])),
    plain('annual_rate', rate(before), rate(after)),
    ...AMOUNTS.map((name) => amountChange(name, before[name], after[name])),
    amountOrNothing('next_due', before.next_due?.amount, after.next_due?.amount),
    plain('next_due_on', day(before.next_due?.on), day(after.next_due?.on)),
    plain('installments_left', count(before.installments_left), count(after.installments_left)),
    plain('ends_on', day(before.ends_on), day(after.ends_on)),
    plain('days_past_due', count(before.days_past_due), count(after.days_past_due)),
  ]
}

/** What of the claim is on the books and beside them; where all of it is on the books that says nothing new. */
export function bookChanges(before: BooksView, after: BooksView): FigureChange[] {
  if (isZero(before.memo) && isZero(after.memo)) return []
  return BOOKS.map((name) => amountChange(name, before[name], after[name]))
}

function amountChange(name: string, before: Amount, after: Amount): FigureChange {
  return amountOrNothing(name, before, after)
}

function amountOrNothing(name: string, before: Amount | undefined, after: Amount | undefined): FigureChange {
  const moved =
    before && after && before.amount !== after.amount
      ? {
          amount: fromMinorUnits(minorUnits(after.amount) - minorUnits(before.amount)),
          currency: after.currency,
        }
      : null
  const changed = before?.amount !== after?.amount
  return {
    name,
    before: before ? { amount: before } : null,
    after: after ? { amount: after } : null,
    changed,
    difference: moved,
  }
}

function plain(name: string, before: Shown, after: Shown): FigureChange {
  const changed = JSON.stringify(before) !== JSON.stringify(after)
  return { name, before, after, changed, difference: null }
}

function rate(figures: LoanFiguresView): Shown {
  return figures.annual_rate === null ? null : { text: `${Number(figures.annual_rate).toFixed(2)}%` }
}

function day(on: string | null | undefined): Shown {
  return on ? { day: on } : null
}

function count(number: number): Shown {
  return { text: String(number) }
}
