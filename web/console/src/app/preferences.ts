import { preferredLocale, type Locale } from '@loanwright/ui'
import { defineStore } from 'pinia'
import { ref, watchEffect } from 'vue'

export type Theme = 'light' | 'dark'

/** Language and light, kept on this device under the same keys as the borrower app. */
export const usePreferences = defineStore('preferences', () => {
  const remembered = localStorage.getItem('lw-locale') as Locale | null
  const locale = ref<Locale>(remembered ?? preferredLocale(navigator.languages))
  const theme = ref<Theme>(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')

  watchEffect(() => {
    document.documentElement.lang = locale.value
    document.documentElement.dataset.theme = theme.value
  })

  function choose(change: { locale?: Locale; theme?: Theme }): void {
    if (change.locale) localStorage.setItem('lw-locale', (locale.value = change.locale))
    if (change.theme) localStorage.setItem('lw-theme', (theme.value = change.theme))
  }

  return { locale, theme, choose }
})
