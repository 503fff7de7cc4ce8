import { makeQuote, type QuoteView } from '@loanwright/client'
import { keepPreviousData, useQuery, type UseQueryReturnType } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { quoteRequest, type Wish } from './wish'

/** What a wish would cost, asked of the server: the same arithmetic that later writes the contract. */
export function useQuote(wish: Ref<Wish | null>): UseQueryReturnType<QuoteView, Error> {
  return useQuery({
    queryKey: computed(() => ['quote', wish.value]),
    queryFn: ({ signal }) => makeQuote({ body: quoteRequest(wish.value as Wish), signal }),
    enabled: computed(() => wish.value !== null),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
