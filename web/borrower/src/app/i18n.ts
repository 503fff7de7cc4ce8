import type { Locale } from '@loanwright/ui'
import { createI18n } from 'vue-i18n'

type Messages = Record<string, never>

const loaders: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('./messages/zh-CN'),
  en: () => import('./messages/en'),
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  messages: {} as Record<string, Messages>,
})

/** Fetches a language once, then speaks it. */
export async function speak(locale: Locale): Promise<void> {
  if (!i18n.global.availableLocales.includes(locale)) {
    i18n.global.setLocaleMessage(locale, (await loaders[locale]()).default as Messages)
  }
  i18n.global.locale.value = locale
}
