import { compileMessage, type Locale } from '@loanwright/ui'
import { createI18n } from 'vue-i18n'

type Messages = Record<string, never>
type Loader = () => Promise<{ default: object }>

/** The first page's texts come with it; all others with the first step beyond it. */
const FIRST: Record<Locale, Loader> = {
  'zh-CN': () => import('./messages/zh-CN'),
  en: () => import('./messages/en'),
}
const INNER: Record<Locale, Loader> = {
  'zh-CN': () => import('./messages/zh-CN.inner'),
  en: () => import('./messages/en.inner'),
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  messages: {} as Record<string, Messages>,
  messageCompiler: compileMessage,
})

const loaded = new Set<Loader>()
let beyondFirst = false

async function load(locale: Locale, loader: Loader): Promise<void> {
  if (loaded.has(loader)) return
  const messages = (await loader()).default as Messages
  i18n.global.mergeLocaleMessage(locale, messages)
  loaded.add(loader)
}

/** Speaks a language, fetching what is needed of it so far. */
export async function speak(locale: Locale): Promise<void> {
  await load(locale, FIRST[locale])
  if (beyondFirst) await load(locale, INNER[locale])
  i18n.global.locale.value = locale
}

/** From the first step beyond the first page on, all texts are needed. */
export async function speakFully(): Promise<void> {
  beyondFirst = true
  await speak(i18n.global.locale.value as Locale)
}
