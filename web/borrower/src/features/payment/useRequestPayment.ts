import {
  requestMyPayment,
  useCommand,
  type PaymentRequestView,
  type RequestPayment,
} from '@loanwright/client'
import type { UseMutationReturnType } from '@tanstack/vue-query'
import { useRouter } from 'vue-router'

/** Asks for a payment reference and goes on to the page that says how to pay. */
export function useRequestPayment(
  loanId: string,
): UseMutationReturnType<PaymentRequestView, Error, RequestPayment, unknown> {
  const router = useRouter()
  return useCommand(
    (body: RequestPayment, headers) => requestMyPayment({ path: { loan_id: loanId }, body, headers }),
    (request) => router.push({ name: 'payment', params: { id: loanId, request: request.id } }),
  )
}
