import { fromMinorUnits, minorUnits, typedAmount } from '@loanwright/ui'

/** A line as it is typed: an amount in one of two columns. */
export interface TypedLine {
  account: string
  memo: string
  debit: string
  credit: string
}

export interface JournalLine {
  readonly account: string
  readonly memo: string
  readonly side: 'debit' | 'credit'
  readonly amount: { readonly amount: string; readonly currency: 'CNY' }
}

export function emptyLine(): TypedLine {
  return { account: '', memo: '', debit: '', credit: '' }
}

/** What a column of the form comes to, in minor units; what is no amount counts as nothing. */
export function columnTotal(lines: readonly TypedLine[], side: 'debit' | 'credit'): bigint {
  return lines.reduce((sum, line) => sum + minorUnits(typedAmount(line[side]) ?? '0'), 0n)
}

/** The lines that say something, as the server takes them; null while one of them is not complete. */
export function completeLines(lines: readonly TypedLine[]): JournalLine[] | null {
  const written = lines.filter((line) => line.account || line.debit || line.credit)
  const complete = written.map(completeLine)
  return complete.length >= 2 && complete.every((line) => line !== null) ? (complete as JournalLine[]) : null
}

function completeLine(line: TypedLine): JournalLine | null {
  const [debit, credit] = [typedAmount(line.debit), typedAmount(line.credit)]
  if (!line.account || Boolean(debit) === Boolean(credit)) return null
  const side = debit ? 'debit' : 'credit'
  const amount = fromMinorUnits(minorUnits((debit ?? credit) as string))
  return { account: line.account, memo: line.memo.trim(), side, amount: { amount, currency: 'CNY' } }
}
