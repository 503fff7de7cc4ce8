import { permitObservation, recordObservation, type FormMeasured } from '@loanwright/client'
import type { InjectionKey } from 'vue'
import { FieldTyping } from './typing'

/** Filling in the form, measured from the moment the applicant agrees; before that, nothing listens. */
export interface Measuring {
  /** Whether the applicant has said yes or no for this application, on this device. */
  readonly decided: () => boolean
  agree(wordingVersion: number): Promise<void>
  decline(): void
  /** The step now on the screen; typing belongs to it. */
  see(step: string): void
  /** Hands in what was measured; that it fails never holds up the application. */
  send(): Promise<void>
  stop(): void
}

export const MEASURING: InjectionKey<Measuring> = Symbol('measuring')

const ADDRESS_STEP = 'region'

export function openMeasuring(applicationId: string): Measuring {
  const remembered = `lw-measuring-${applicationId}`
  const path = { application_id: applicationId }
  const fields = new Map<string, FieldTyping>()
  const steps: string[] = []
  const beganAt = performance.now()
  let timesAway = 0
  let step = ''
  let stopListening: (() => void) | null = null

  function field(): FieldTyping {
    const name = step === ADDRESS_STEP ? 'address' : step
    const found = fields.get(name) ?? new FieldTyping(name)
    fields.set(name, found)
    return found
  }
  const isText = (event: Event): boolean => event.target instanceof HTMLInputElement

  function listen(): void {
    if (stopListening) return
    const gone = new AbortController()
    const on = (name: string, heard: (event: Event) => void): void =>
      document.addEventListener(name, heard, { capture: true, passive: true, signal: gone.signal })
    on('focusin', (event) => isText(event) && field().enter(event.timeStamp))
    on('focusout', (event) => isText(event) && field().leave(event.timeStamp))
    on('keydown', (event) => isText(event) && field().keyDown(event.timeStamp, (event as KeyboardEvent).key))
    on('keyup', (event) => isText(event) && field().keyUp(event.timeStamp))
    on('paste', (event) => isText(event) && field().paste())
    on('visibilitychange', () => (timesAway += document.hidden ? 1 : 0))
    stopListening = () => gone.abort()
  }

  async function send(): Promise<void> {
    if (!stopListening) return
    const body: FormMeasured = {
      fields: [...fields.values()].map((each) => each.measured()),
      path: steps.slice(-200),
      milliseconds: Math.round(performance.now() - beganAt),
      times_away: timesAway,
      browser: await browserKind(),
    }
    await recordObservation({ path, body }).catch(() => undefined)
  }

  if (sessionStorage.getItem(remembered) === 'yes') listen()
  return {
    decided: () => sessionStorage.getItem(remembered) !== null,
    async agree(wordingVersion) {
      const headers = { 'Idempotency-Key': crypto.randomUUID() }
      await permitObservation({ path, body: { wording_version: wordingVersion }, headers })
      sessionStorage.setItem(remembered, 'yes')
      listen()
    },
    decline() {
      sessionStorage.setItem(remembered, 'no')
    },
    see(seen) {
      step = seen.replaceAll('-', '_')
      if (steps.at(-1) !== step) steps.push(step)
    },
    send,
    stop: () => stopListening?.(),
  }
}

/** A hash of what kind of browser this is: enough to see that two are of one make, too little to tell one from another. */
async function browserKind(): Promise<string> {
  const { userAgent, languages, hardwareConcurrency } = navigator
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const kind = [userAgent, languages.join(), hardwareConcurrency, screen.width, screen.height, zone].join('|')
  if (!('subtle' in crypto)) return '' // plain HTTP on another machine: browsers hash only on secure pages
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(kind))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
