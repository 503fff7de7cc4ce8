import { problemText, type Locale } from '@loanwright/ui'
import { inject } from 'vue'
import { useI18n } from 'vue-i18n'
import { DRAFT, type Draft } from './draft'
import type { Question } from './steps'

/** The draft this step belongs to, and what the server says against an answer, in the reader's language. */
export function useDraft(): Draft & { refusal: (question: Question) => string | null } {
  const draft = inject(DRAFT)
  if (!draft) throw new Error('a step stands inside a StepPage')
  const { t, locale } = useI18n()

  function refusal(question: Question): string | null {
    const problem = draft?.refusals[question]
    return problem ? problemText(problem, locale.value as Locale, t).title : null
  }
  return { ...draft, refusal }
}
