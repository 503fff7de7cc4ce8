import { createQueries } from '@loanwright/client'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './app/App.vue'
import { i18n, speak } from './app/i18n'
import { usePreferences } from './app/preferences'
import { createAppRouter } from './app/router'
import { useSession } from './app/session'
import './style.css'

async function start(): Promise<void> {
  const app = createApp(App).use(createPinia()).use(i18n)
  const preferences = usePreferences()
  const session = useSession()
  watch(() => preferences.locale, speak)
  await Promise.all([speak(preferences.locale), session.resume()])

  const router = createAppRouter()
  const queryClient = createQueries(() => {
    session.leave()
    void router.push({ name: 'sign-in', query: { next: router.currentRoute.value.fullPath } })
  })
  app.use(VueQueryPlugin, { queryClient }).use(router).mount('#app')
}

void start()
