import { describe, expect, it } from 'vitest'
import { IntentionKey, sendOnce } from './command'
import { ApiProblem, Unreachable } from './problem'

function counted(): IntentionKey {
  let count = 0
  return new IntentionKey(() => `key-${(count += 1)}`)
}

const refusal = (status: number) => new ApiProblem({ type: '', title: '', status, code: 'no' })

async function keysOf(
  outcomes: readonly (Error | 'ok')[],
  intentions: readonly unknown[],
): Promise<string[]> {
  const key = counted()
  const seen: string[] = []
  for (const [index, outcome] of outcomes.entries()) {
    await sendOnce(key, intentions[index], async (_given, headers) => {
      seen.push(headers['Idempotency-Key'])
      if (outcome !== 'ok') throw outcome
    }).catch(() => undefined)
  }
  return seen
}

describe('the key of a command', () => {
  it.each([
    ['is kept when no answer came', [new Unreachable('down'), 'ok'], [1, 1], ['key-1', 'key-1']],
    ['is kept when the server failed', [refusal(503), 'ok'], [1, 1], ['key-1', 'key-1']],
    ['is spent by success', ['ok', 'ok'], [1, 1], ['key-1', 'key-2']],
    ['is spent by a refusal', [refusal(422), 'ok'], [1, 1], ['key-1', 'key-2']],
    ['changes with the intention', [new Unreachable('down'), 'ok'], [1, 2], ['key-1', 'key-2']],
  ] as const)('%s', async (_name, outcomes, intentions, keys) => {
    expect(await keysOf(outcomes, intentions)).toEqual(keys)
  })
})
