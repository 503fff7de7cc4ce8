import { useI18n } from 'vue-i18n'

/** A text the server keeps in both languages. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** Picks the reader's language from a bilingual text. */
export function useWords(): (text: Bilingual) => string {
  const { locale } = useI18n()
  return (text) => (locale.value === 'en' ? text.en : text.zh)
}
