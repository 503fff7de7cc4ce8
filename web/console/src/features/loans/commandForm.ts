import type { CommandOfferView, LoanFileView, StaffPreview } from '@loanwright/client'
import { isZero, typedAmount, type Amount } from '@loanwright/ui'

export type Typed = Record<string, string>
export type Command = StaffPreview['command']

/** What a form begins with: the server's defaults, what the address brings, and what the loan suggests. */
export function beginning(offer: CommandOfferView, file: LoanFileView, given: Typed): Typed {
  const typed: Typed = {}
  for (const field of offer.fields) typed[field.name] = given[field.name] ?? field.default ?? ''
  return { ...typed, ...suggested(offer, file, typed) }
}

function suggested(offer: CommandOfferView, file: LoanFileView, typed: Typed): Typed {
  const { credit_balance: credit, due } = file.loan
  if (offer.kind === 'refund_credit' && !isZero(credit)) return { amount: credit.amount }
  if (offer.kind !== 'waive' || typed.component) return {}
  const waivable = (
    [
      ['penalty', due.penalties],
      ['fee', due.fees],
      ['interest', due.interest],
    ] as const
  ).find(([, amount]) => !isZero(amount))
  return waivable ? { component: waivable[0], amount: waivable[1].amount } : { component: 'penalty' }
}

/** The command as the server reads it, or the names of the fields that are missing or not readable. */
export function commandFrom(
  offer: CommandOfferView,
  typed: Typed,
  currency: Amount['currency'],
): { command: Command } | { wrong: string[] } {
  const written: Record<string, unknown> = { kind: offer.kind }
  const wrong: string[] = []
  for (const field of offer.fields) {
    const text = (typed[field.name] ?? '').trim()
    if (!text && !field.is_required) continue
    const value = valueOf(field.input, text, currency)
    if (value === null) wrong.push(field.name)
    else written[field.name] = value
  }
  // The form is made of the server's own description of the command, so this is one of those it reads.
  return wrong.length ? { wrong } : { command: written as unknown as Command }
}

function valueOf(input: string, text: string, currency: Amount['currency']): unknown {
  if (!text) return null
  switch (input) {
    case 'amount': {
      const amount = typedAmount(text)
      return amount === null ? null : { amount, currency }
    }
    case 'number':
    case 'event':
      return /^\d{1,6}$/.test(text) ? Number(text) : null
    case 'rate':
      return /^\d{1,4}(\.\d{1,6})?$/.test(text) ? text : null
    default:
      return text
  }
}
