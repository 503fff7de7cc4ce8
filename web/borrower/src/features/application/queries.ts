import {
  readApplication,
  readApplicationQueryKey,
  readTimelineOptions,
  type ApplicationView,
  type Timeline,
} from '@loanwright/client'
import { useQuery, useQueryClient, type UseQueryReturnType } from '@tanstack/vue-query'
import { computed, watch } from 'vue'

/** While the machine works on it, the outcome is seconds away; a person takes longer. */
const POLL_MS: Partial<Record<ApplicationView['status'], number>> = {
  processing: 2_000,
  disbursing: 3_000,
  in_review: 15_000,
}

export interface ApplicationQueries {
  readonly application: UseQueryReturnType<ApplicationView, Error>
  readonly timeline: UseQueryReturnType<Timeline, Error>
  /** Puts the answer of a command in place and asks for the timeline anew. */
  take(changed: ApplicationView): void
}

/** An application and its way so far, followed for as long as somebody looks. */
export function useApplication(id: string): ApplicationQueries {
  const path = { application_id: id }
  const queries = useQueryClient()
  const application = useQuery({
    queryKey: readApplicationQueryKey({ path }),
    queryFn: ({ signal }) => readApplication({ path, signal }),
    refetchInterval: (query) => (query.state.data && POLL_MS[query.state.data.status]) || false,
  })
  const timeline = useQuery(readTimelineOptions({ path }))
  const standing = computed(() => `${application.data.value?.status} ${application.data.value?.stage}`)
  watch(standing, () => void timeline.refetch())

  function take(changed: ApplicationView): void {
    queries.setQueryData(readApplicationQueryKey({ path }), changed)
    void timeline.refetch()
  }
  return { application, timeline, take }
}
