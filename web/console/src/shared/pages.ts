import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'

interface Page<Item, Cursor> {
  items: Item[]
  next_cursor?: Cursor | null
}

/** A list the server gives page by page; `key` must change with the filters. */

export function usePages<Item, Cursor extends string | number>(
  key: ComputedRef<readonly unknown[]>,
  fetchPage: (cursor: Cursor | undefined) => Promise<Page<Item, Cursor>>,
) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchPage(pageParam as Cursor | undefined),
    initialPageParam: undefined as unknown,
    getNextPageParam: (page: Page<Item, Cursor>): unknown => page.next_cursor ?? undefined,
  })
  const items = computed(() => query.data.value?.pages.flatMap((page) => page.items))
  return { ...query, items }
}
