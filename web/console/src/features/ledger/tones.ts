import type { Tone } from '@/shared/tones'

const TONES: Record<string, Tone> = { draft: 'attention', posted: 'received', approved: 'received' }

/** The colour that echoes where a draft stands: waiting, done, or laid aside. */
export function toneOfDraft(state: string): Tone {
  return TONES[state] ?? 'plain'
}
