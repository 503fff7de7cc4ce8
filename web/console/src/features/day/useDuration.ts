import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { spokenDuration } from './duration'

/** Durations in the reader's language. */
export function useDuration(): ComputedRef<(seconds: number) => string> {
  const { t } = useI18n()
  return computed(() => {
    const words = { hours: t('day.hours'), minutes: t('day.minutes'), seconds: t('day.secondsUnit') }
    return (seconds: number) => spokenDuration(seconds, words)
  })
}
