import { ApiProblem, Unreachable } from '@loanwright/client/problem'
import type { Locale } from './format/locale'

/** What a screen says about a failure: the sentence, what may be done, and whether trying again can help. */
export interface ProblemText {
  readonly title: string
  readonly note: string | null
  readonly again: boolean
}

/** The one refusal that a little patience cures. */
const TOO_MANY = 429

type Translate = (key: string) => string

function documentText(problem: ApiProblem, locale: Locale, t: Translate): ProblemText {
  const title = problem.document.titles?.[locale] ?? problem.document.title
  const { status } = problem.document
  const ours = status >= 500
  const again = ours || status === TOO_MANY
  return { title: title || t('ui.problem.unknown'), note: ours ? t('ui.problem.ours') : null, again }
}

/** The words for any failure. A refusal brings its own in both languages; only the lost connection is ours to word. */
export function problemText(error: unknown, locale: Locale, t: Translate): ProblemText {
  if (error instanceof ApiProblem) return documentText(error, locale, t)
  if (error instanceof Unreachable) {
    return { title: t('ui.problem.unreachable'), note: t('ui.problem.nothingLost'), again: true }
  }
  return { title: t('ui.problem.unknown'), note: t('ui.problem.ours'), again: true }
}
