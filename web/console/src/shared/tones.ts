export type Tone = 'plain' | 'info' | 'attention' | 'danger' | 'received'

const TONES: Record<string, Tone> = {
  active: 'info',
  overdue: 'danger',
  settled: 'received',
  written_off: 'attention',
  disbursed: 'received',
  disbursement_rejected: 'danger',
  declined: 'plain',
  approve: 'received',
  decline: 'danger',
  refer: 'attention',
  rejected: 'danger',
  returned: 'danger',
  unknown: 'attention',
}

/** The colour that echoes a state's words; states without one stay plain. */
export function toneOf(state: string): Tone {
  return TONES[state] ?? 'plain'
}

const DRAFT_TONES: Record<string, Tone> = { draft: 'attention', posted: 'received', approved: 'received' }

/** The colour that echoes where a draft stands: waiting, done, or laid aside. */
export function toneOfDraft(state: string): Tone {
  return DRAFT_TONES[state] ?? 'plain'
}
