import type { Tone } from '@/shared/tones'
import type { ScoringModelView } from '@loanwright/client'

/** The word for where a model stands; one that decides says so. */
export function standingWord(model: ScoringModelView): string {
  return model.decides ? 'models.decides' : `models.statuses.${model.status}`
}

export function standingTone(model: ScoringModelView): Tone {
  if (model.decides) return 'received'
  return model.status === 'submitted' ? 'attention' : 'plain'
}
