import { useI18n } from 'vue-i18n'

/** What caused an entry, in the reader's words; an event we have no words for keeps its name. */
export function useSources(): (source: string) => string {
  const { t, te } = useI18n()
  return (source) => {
    const key = `ledger.sources.${source.replace('.', '_')}`
    return te(key) ? t(key) : source
  }
}
