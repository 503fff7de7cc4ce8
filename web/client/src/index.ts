import { client } from './generated/client.gen'
import { problemFrom, Unreachable } from './problem'

client.interceptors.error.use((error, response) => {
  if (response instanceof Response) return problemFrom(error, response)
  return error instanceof DOMException && error.name === 'AbortError' ? error : new Unreachable(error)
})

export * from './command'
export * from './problem'
export * from './queries'
export * from './rhythm'
export * from './generated/sdk.gen'
export * from './generated/types.gen'
export * from './generated/@tanstack/vue-query.gen'
