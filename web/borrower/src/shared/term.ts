import { rhythmWording, termWording, type Rhythm, type Phrase } from '@loanwright/client'
import { useI18n } from 'vue-i18n'

/** Says how long and how often, in the reader's language. */
export function useTermWords(): {
  term: (rhythm: Rhythm, periods: number) => string
  rhythm: (rhythm: Rhythm) => string
} {
  const { t, locale } = useI18n()
  const said = ({ key, values }: Phrase): string => t(key, { ...values })
  return {
    term: (rhythm, periods) => said(termWording(rhythm, periods, locale.value)),
    rhythm: (rhythm) => said(rhythmWording(rhythm, locale.value)),
  }
}
