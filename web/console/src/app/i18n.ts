import { compileMessage, type Locale } from '@loanwright/ui'
import { createI18n } from 'vue-i18n'

const LOADERS: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('./messages/zh-CN'),
  en: () => import('./messages/en'),
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  messages: {} as Record<string, Record<string, never>>,
  messageCompiler: compileMessage,
})

/** Speaks a language, fetching its texts the first time. */
export async function speak(locale: Locale): Promise<void> {
  if (!i18n.global.availableLocales.includes(locale)) {
    i18n.global.setLocaleMessage(locale, (await LOADERS[locale]()).default as Record<string, never>)
  }
  i18n.global.locale.value = locale
}
