import { listNotices, setReadMark, type NoticeView } from '@loanwright/client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, watch, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { UNREAD_KEY } from '@/shared/unread'

/** The inbox page by page. What is shown counts as read from then on, yet stays marked as new for this visit. */
export function useNotices(): {
  query: ReturnType<typeof useInfiniteNotices>
  items: ComputedRef<readonly NoticeView[]>
  isNew: (notice: NoticeView) => boolean
} {
  const queries = useQueryClient()
  const query = useInfiniteNotices()
  const items = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? [])
  const seenAsNew = reactive(new Set<string>())

  watch(items, (shown) => void markRead(shown.filter((notice) => !notice.read_at)), { immediate: true })

  async function markRead(unread: readonly NoticeView[]): Promise<void> {
    const newest = unread[0]
    if (!newest || seenAsNew.has(newest.id)) return
    unread.forEach((notice) => seenAsNew.add(notice.id))
    try {
      await setReadMark({ body: { up_to: newest.id } })
      await queries.invalidateQueries({ queryKey: UNREAD_KEY })
    } catch {
      // They stay unread for the server, and the next visit tries again: nothing a reader should be bothered with.
    }
  }

  return { query, items, isNew: (notice) => seenAsNew.has(notice.id) }
}

function useInfiniteNotices() {
  const { locale } = useI18n()
  return useInfiniteQuery({
    queryKey: computed(() => ['notices', locale.value]),
    queryFn: ({ pageParam, signal }) =>
      listNotices({ query: { language: locale.value, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}
