import type { ApplicationView } from '@loanwright/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { openDraft, type Draft } from './draft'

type Answer = (body: Record<string, unknown>, version: number) => Response | Promise<Response>

const application = {
  id: '7',
  status: 'draft',
  draft: { version: 1, answers: { name: null }, missing: ['name', 'id_number'] },
} as unknown as ApplicationView

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const saved: Answer = (body, version) => json({ version: version + 1, answers: body, missing: [] })
const refused = (code: string): Response => json({ code, status: 422, title: code, type: code }, 422)

let scope: EffectScope
let sent: Record<string, unknown>[]

/** A draft whose server gives these answers in turn, then takes everything. */
function draftAgainst(...answers: Answer[]): Draft {
  sent = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = (await request.json()) as Record<string, unknown>
    sent.push(body)
    const version = Number(request.headers.get('if-match')?.replaceAll('"', ''))
    return (answers.shift() ?? saved)(body, version)
  })
  return scope.run(() => openDraft(application)) as Draft
}

beforeEach(() => {
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})

it('saves one question at a time', async () => {
  const draft = draftAgainst()
  draft.answer('name', '王小明')
  draft.answer('region', '浙江省')
  expect(await draft.settle()).toBe(true)
  expect(sent).toEqual([{ name: '王小明' }, { region: '浙江省' }])
  expect([draft.state.value, draft.missing.value]).toEqual(['saved', []])
})

it('keeps a refusal with its question until it is answered anew', async () => {
  const draft = draftAgainst(() => refused('id-number-check-character-wrong'))
  draft.answer('id_number', '1')
  expect(await draft.settle()).toBe(false)
  expect(draft.refusals.id_number?.document.code).toBe('id-number-check-character-wrong')
  draft.answer('id_number', '2')
  expect(await draft.settle()).toBe(true)
  expect(draft.refusals.id_number).toBeUndefined()
})

it('forgets a refusal of what was corrected meanwhile', async () => {
  const draft = draftAgainst(() => {
    draft.answer('id_number', '2')
    return refused('id-number-check-character-wrong')
  })
  draft.answer('id_number', '1')
  expect(await draft.settle()).toBe(true)
  expect(sent).toEqual([{ id_number: '1' }, { id_number: '2' }])
})

it('waits where there is no connection, and loses nothing', async () => {
  const draft = draftAgainst(() => Promise.reject(new TypeError('offline')))
  draft.answer('name', '王小明')
  expect(await draft.settle()).toBe(false)
  expect(draft.state.value).toBe('waiting')
  dispatchEvent(new Event('online'))
  expect(await draft.settle()).toBe(true)
  expect(sent).toEqual([{ name: '王小明' }, { name: '王小明' }])
})
