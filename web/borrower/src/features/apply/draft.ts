import {
  ApiProblem,
  readApplication,
  saveDraft,
  type ApplicationView,
  type DraftForm,
  type DraftView,
} from '@loanwright/client'
import { computed, onScopeDispose, reactive, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { Question } from './steps'

export type SaveState = 'saved' | 'saving' | 'waiting' | 'refused'

const TRY_AGAIN_MS = 4_000

export interface Draft {
  readonly application: Ref<ApplicationView>
  readonly answers: Readonly<DraftForm>
  readonly missing: ComputedRef<readonly string[]>
  readonly state: ComputedRef<SaveState>
  /** What the server refused, per question; gone once the question is answered anew. */
  readonly refusals: Partial<Record<Question, ApiProblem>>
  /** How often the draft on file was found changed elsewhere; the answers are the newest then. */
  readonly changesElsewhere: Ref<number>
  answer<Q extends Question>(question: Q, value: DraftForm[Q]): void
  /** Saves what is not saved yet; true when everything was taken. */
  settle(): Promise<boolean>
}

export const DRAFT: InjectionKey<Draft> = Symbol('draft')

/**
 * A draft that saves itself, one question at a time: a refusal then plainly belongs to its question. Answers that
 * cannot be sent for want of a connection are kept and sent again.
 */
export function openDraft(opened: ApplicationView): Draft {
  const first = opened.draft as DraftView
  const application = ref(opened)
  const answers = reactive<DraftForm>({ ...first.answers })
  const missing = ref<readonly string[]>(first.missing)
  const version = ref(first.version)
  const unsaved = reactive(new Set<Question>())
  const refusals = reactive<Partial<Record<Question, ApiProblem>>>({})
  const saving = ref(false)
  const waiting = ref(false)
  const changesElsewhere = ref(0)
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function answer<Q extends Question>(question: Q, value: DraftForm[Q]): void {
    if (JSON.stringify(answers[question] ?? null) === JSON.stringify(value ?? null) && !refusals[question])
      return
    answers[question] = value
    refusals[question] = undefined
    unsaved.add(question)
    void run()
  }

  function run(): Promise<void> {
    running ??= saveAll().finally(() => (running = null))
    return running
  }

  async function saveAll(): Promise<void> {
    clearTimeout(timer)
    saving.value = true
    try {
      for (let question = next(); question; question = next()) await saveOne(question)
      waiting.value = false
    } catch {
      waiting.value = true
      timer = setTimeout(() => void run(), TRY_AGAIN_MS)
    } finally {
      saving.value = false
    }
  }

  function next(): Question | undefined {
    return unsaved.values().next().value
  }

  async function saveOne(question: Question): Promise<void> {
    const value = answers[question]
    try {
      const saved = await saveDraft({
        path: { application_id: opened.id },
        body: { [question]: value },
        headers: { 'If-Match': `"${version.value}"` },
      })
      version.value = saved.version
      missing.value = saved.missing
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.document.status >= 500) throw error
      if (error.document.status === 412) return takeNewest()
      if (answers[question] === value) refusals[question] = error // else it is about what was there before
    }
    if (answers[question] === value) unsaved.delete(question)
  }

  /** Somebody, perhaps the same person on another device, saved in between: theirs is shown, ours goes on top. */
  async function takeNewest(): Promise<void> {
    const newest = (await readApplication({ path: { application_id: opened.id } })).draft as DraftView
    version.value = newest.version
    missing.value = newest.missing
    for (const [question, value] of Object.entries(newest.answers)) {
      if (!unsaved.has(question as Question)) Object.assign(answers, { [question]: value })
    }
    changesElsewhere.value += 1
  }

  async function settle(): Promise<boolean> {
    await run()
    return unsaved.size === 0 && Object.values(refusals).every((each) => !each)
  }

  const online = (): void => void (waiting.value && run())
  addEventListener('online', online)
  onScopeDispose(() => {
    clearTimeout(timer)
    removeEventListener('online', online)
  })

  const state = computed<SaveState>(() => {
    if (waiting.value) return 'waiting'
    if (saving.value) return 'saving'
    return Object.values(refusals).some(Boolean) ? 'refused' : 'saved'
  })
  return {
    application,
    answers,
    missing: computed(() => missing.value),
    state,
    refusals,
    changesElsewhere,
    answer,
    settle,
  }
}
