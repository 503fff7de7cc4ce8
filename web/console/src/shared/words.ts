import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'

export interface Words {
  readonly zh: string
  readonly en: string
}

/** Picks the reader's language from words the server gives in both. */
export function useWords(): ComputedRef<(words: Words) => string> {
  const { locale } = useI18n()
  return computed(() => (words: Words) => (locale.value === 'en' ? words.en : words.zh))
}
