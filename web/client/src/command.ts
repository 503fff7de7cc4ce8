import { useMutation, type UseMutationReturnType } from '@tanstack/vue-query'
import { ApiProblem } from './problem'

export interface CommandHeaders extends Record<string, string> {
  'Idempotency-Key': string
}

/**
 * One intention, one key. The key outlives a lost connection, so that pressing again repeats the same command;
 * once the server has answered, or the intention has changed, the next press gets a new one.
 */
export class IntentionKey {
  #key: string | null = null
  #intention = ''

  constructor(private readonly fresh: () => string = () => crypto.randomUUID()) {}

  for(intention: unknown): string {
    const written = JSON.stringify(intention) ?? ''
    if (this.#key === null || written !== this.#intention) {
      this.#key = this.fresh()
      this.#intention = written
    }
    return this.#key
  }

  answered(): void {
    this.#key = null
  }
}

/** Sends `given`; the key is spent by an answer, and kept where none came. */
export async function sendOnce<Given, Result>(
  key: IntentionKey,
  given: Given,
  send: (given: Given, headers: CommandHeaders) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await send(given, { 'Idempotency-Key': key.for(given) })
    key.answered()
    return result
  } catch (error) {
    if (error instanceof ApiProblem && error.document.status < 500) key.answered()
    throw error
  }
}

/** A command as a screen uses it: `mutate`, `isPending`, `error`; safe to press again after a lost connection. */
export function useCommand<Given, Result>(
  send: (given: Given, headers: CommandHeaders) => Promise<Result>,
  onSuccess?: (result: Result, given: Given) => unknown,
): UseMutationReturnType<Result, Error, Given, unknown> {
  const key = new IntentionKey()
  return useMutation({
    mutationFn: (given: Given) => sendOnce(key, given, send),
    onSuccess,
    networkMode: 'always',
  })
}
