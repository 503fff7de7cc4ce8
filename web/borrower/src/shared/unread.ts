import { listNotices, listNoticesQueryKey } from '@loanwright/client'
import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'

const options = { query: { limit: 1 } }

/** The count is asked for on its own, so that it can be asked anew without the messages themselves. */
export const UNREAD_KEY = listNoticesQueryKey(options)

/** How many messages wait to be read; 0 while nobody is signed in. */
export function useUnreadCount(signedIn: () => boolean): ComputedRef<number> {
  const notices = useQuery({
    queryKey: UNREAD_KEY,
    queryFn: ({ signal }) => listNotices({ ...options, signal }),
    enabled: signedIn,
    refetchInterval: 60_000,
  })
  return computed(() => (signedIn() ? (notices.data.value?.unread ?? 0) : 0))
}
