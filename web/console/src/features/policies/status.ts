import type { Tone } from '@/shared/tones'
import type { PolicyVersionView } from '@loanwright/client'

/** What decides now stands out, and so does what waits for somebody. */
export function statusTone(version: PolicyVersionView): Tone {
  if (version.in_force) return 'received'
  return version.status === 'submitted' ? 'attention' : version.status === 'draft' ? 'info' : 'plain'
}
