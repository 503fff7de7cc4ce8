import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { applicationRoutes } from '@/features/application/routes'
import { applyRoutes } from '@/features/apply/routes'
import { contractRoutes } from '@/features/contract/routes'
import { homeRoutes } from '@/features/home/routes'
import { loanRoutes } from '@/features/loan/routes'
import { noticeRoutes } from '@/features/notices/routes'
import { paymentRoutes } from '@/features/payment/routes'
import { quoteRoutes } from '@/features/quote/routes'
import { settingsRoutes } from '@/features/settings/routes'
import { signInRoutes } from '@/features/sign-in/routes'
import { speakFully } from './i18n'
import { useSession } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Anybody may see it; every other page asks for a sign-in first. */
    open?: boolean
    /** One task from start to end: no navigation around it. */
    focused?: boolean
    /** The entry of the navigation it belongs to, where that is not the page itself. */
    place?: string
    /** The key of the page's name, for the browser's title. */
    title?: string
  }
}

const routes: RouteRecordRaw[] = [
  ...quoteRoutes,
  ...signInRoutes,
  ...homeRoutes,
  ...applyRoutes,
  ...applicationRoutes,
  ...contractRoutes,
  ...loanRoutes,
  ...paymentRoutes,
  ...noticeRoutes,
  ...settingsRoutes,
  {
    path: '/:unknown(.*)*',
    name: 'unknown',
    component: () => import('./UnknownPage.vue'),
    meta: { open: true },
  },
]

export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach((to) => {
    if (to.meta.open || useSession().signedIn) return true
    return { name: 'sign-in', query: { next: to.fullPath } }
  })
  router.onError((_error, to) => refetchApp(to.fullPath))
  router.beforeResolve((to) => (to.name === 'quote' ? undefined : speakFully()))
  return router
}

/** A page whose code cannot be fetched is one of an older release: the newest app has it. Offline, it stays as it is. */
function refetchApp(path: string): void {
  if (navigator.onLine) location.assign(path)
}
