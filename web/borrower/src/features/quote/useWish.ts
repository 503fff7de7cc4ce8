import type { ProductView } from '@loanwright/client'
import { useDebounceFn } from '@/shared/debounce'
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { wishFromQuery, wishToQuery, type Wish } from '@/shared/wish'
import { fittingAmount, nearestPeriods, offeredPeriods } from './terms'

const FIRST_AMOUNT = '10000.00'
const FIRST_PERIODS = 12

export interface WishForm {
  readonly product: ComputedRef<ProductView | undefined>
  readonly productCode: Ref<string | null>
  readonly amount: Ref<string>
  readonly periods: Ref<number>
  readonly method: Ref<Wish['method'] | null>
  readonly periodChoices: ComputedRef<number[]>
  readonly wish: ComputedRef<Wish | null>
}

/** What the visitor is sliding together: always something the chosen product offers, and kept in the address. */
export function useWish(products: Ref<readonly ProductView[] | undefined>): WishForm {
  const route = useRoute()
  const router = useRouter()
  const earlier = wishFromQuery(route.query)
  const productCode = ref<string | null>(earlier?.product ?? null)
  const amount = ref(earlier?.amount ?? FIRST_AMOUNT)
  const periods = ref(earlier?.periods ?? FIRST_PERIODS)
  const method = ref<Wish['method'] | null>(earlier?.method ?? null)

  const product = computed(
    () => products.value?.find((offered) => offered.code === productCode.value) ?? products.value?.[0],
  )
  const periodChoices = computed(() =>
    product.value && method.value ? offeredPeriods(product.value, method.value) : [],
  )

  watch(
    [product, method],
    ([offered], [before]) => {
      if (!offered) return
      const methods = offered.methods.map((each) => each.method)
      // Another product proposes its own way of repaying; the way in the address stays on a reload.
      const another = before !== undefined && before.code !== offered.code
      if (another || !method.value || !methods.includes(method.value)) method.value = methods[0] ?? null
      productCode.value = offered.code
      amount.value = fittingAmount(offered, amount.value)
      periods.value = nearestPeriods(periodChoices.value, periods.value)
    },
    { immediate: true },
  )

  const wish = computed<Wish | null>(() => {
    if (!product.value || !method.value) return null
    return { product: product.value.code, amount: amount.value, periods: periods.value, method: method.value }
  })
  const remember = useDebounceFn(() => {
    if (wish.value && route.name === 'quote') void router.replace({ query: wishToQuery(wish.value) })
  }, 400)
  watch(wish, remember)

  return { product, productCode, amount, periods, method, periodChoices, wish }
}
