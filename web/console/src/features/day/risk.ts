import type { RiskClass } from '@loanwright/client'

/** Mildest first, as the regulation lists them. */
export const CLASSES: readonly RiskClass[] = ['normal', 'special_mention', 'substandard', 'doubtful', 'loss']
export const STAGES = [1, 2, 3] as const

/** Whether a loan got better, worse or stayed; new ones and those that left did neither. */
export function direction(
  before: RiskClass | null,
  after: RiskClass | null,
): 'better' | 'same' | 'worse' | 'none' {
  if (before === null || after === null) return 'none'
  const moved = CLASSES.indexOf(after) - CLASSES.indexOf(before)
  if (moved === 0) return 'same'
  return moved > 0 ? 'worse' : 'better'
}
