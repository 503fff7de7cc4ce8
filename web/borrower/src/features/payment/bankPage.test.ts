import { expect, it } from 'vitest'
import { bankPage } from './bankPage'

it('keeps what the bank was told and adds the way back', () => {
  const url = new URL(
    bankPage('https://bank.example/pay?amount=652.53&reference=LW7', 'https://lender.example/loans/1', 'en'),
  )
  expect(Object.fromEntries(url.searchParams)).toEqual({
    amount: '652.53',
    reference: 'LW7',
    return_to: 'https://lender.example/loans/1',
    lang: 'en',
  })
})
