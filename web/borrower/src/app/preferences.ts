import { preferredLocale, type Locale } from '@loanwright/ui'
import { defineStore } from 'pinia'
import { ref, watchEffect } from 'vue'

export type Theme = 'light' | 'dark'
export type TextSize = 'normal' | 'large'

function remembered<T extends string>(key: string, otherwise: () => T): T {
  return (localStorage.getItem(key) as T | null) ?? otherwise()
}

/** How this person likes to read, kept on the device. */
export const usePreferences = defineStore('preferences', () => {
  const locale = ref<Locale>(remembered('lw-locale', () => preferredLocale(navigator.languages)))
  const theme = ref<Theme>(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')
  const textSize = ref<TextSize>(remembered('lw-text', () => 'normal'))

  watchEffect(() => {
    document.documentElement.lang = locale.value
    document.documentElement.dataset.theme = theme.value
    document.documentElement.dataset.text = textSize.value
  })

  function choose(change: { locale?: Locale; theme?: Theme; textSize?: TextSize }): void {
    if (change.locale) localStorage.setItem('lw-locale', (locale.value = change.locale))
    if (change.theme) localStorage.setItem('lw-theme', (theme.value = change.theme))
    if (change.textSize) localStorage.setItem('lw-text', (textSize.value = change.textSize))
  }

  return { locale, theme, textSize, choose }
})
