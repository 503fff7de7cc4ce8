import { listProductNamesOptions } from '@loanwright/client'
import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { useWords } from './words'

/** Product codes as people call them; an unknown code stands for itself. */
export function useProductNames(): ComputedRef<(code: string) => string> {
  const words = useWords()
  const { data } = useQuery({ ...listProductNamesOptions(), staleTime: 300_000 })
  return computed(() => (code: string) => {
    const product = data.value?.items.find((each) => each.code === code)
    return product ? words.value(product.name) : code
  })
}
