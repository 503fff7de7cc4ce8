import { MutationCache, QueryCache, QueryClient } from '@tanstack/vue-query'
import { ApiProblem } from './problem'

/** Refusals are answers and are not asked for again; a lost connection is tried twice more. */
function worthRetrying(failures: number, error: Error): boolean {
  if (error instanceof ApiProblem && error.document.status < 500) return false
  return failures < 2
}

/** What an app knows of the server's state; `sessionEnded` is told when the server no longer knows who asks. */
export function createQueries(sessionEnded: () => void): QueryClient {
  const client: QueryClient = new QueryClient({
    // Whatever a command changed, nothing read before it counts as fresh.
    mutationCache: new MutationCache({ onSuccess: () => void client.invalidateQueries() }),
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiProblem && error.document.status === 401) sessionEnded()
      },
    }),
    defaultOptions: { queries: { retry: worthRetrying, staleTime: 10_000, networkMode: 'always' } },
  })
  return client
}
